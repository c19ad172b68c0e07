/** Works on items ahead of whoever takes the results, which come in the order of the items. */
export async function* readAhead<T, R>(
  items: readonly T[],
  many: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const begun: Promise<R>[] = [];
  let next = 0;
  const begin = () => {
    const item = items[next++];
    if (item === undefined) return;
    const result = work(item);
    // The consumer sees the error; until then nobody looks.
    result.catch(() => undefined);
    begun.push(result);
  };
  for (let n = 0; n < many; n++) begin();
  for (let result = begun.shift(); result !== undefined; result = begun.shift()) {
    const value = await result;
    begin();
    yield value;
  }
}
