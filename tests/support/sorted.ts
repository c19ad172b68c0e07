/** Values by key, in the order of their keys. */
export function createSorted<T>() {
  const byKey = new Map<string, T>();
  let sorted: [string, T][] | null = [];
  const list = () => (sorted ??= [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    list,
    has: (key: string) => byKey.has(key),
    put(key: string, value: T) {
      byKey.set(key, value);
      sorted = null;
    },
    drop(matches: (value: T) => boolean) {
      for (const [key, value] of byKey) if (matches(value)) byKey.delete(key);
      sorted = null;
    },
    /** The place in `list` behind a key. */
    firstAfter(key: string): number {
      const all = list();
      let [low, high] = [0, all.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((all[middle]?.[0] ?? "") <= key) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}
