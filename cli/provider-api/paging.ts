/** More than anybody has; a list that never ends is a fault. */
const MAX_PAGES = 1_000;

/**
 * Reads a list page by page until a page brings nothing new: the provider gives no total, may give fewer than it
 * was asked for, and does not say whether the id that a page starts from belongs to it. Nothing comes twice.
 *
 * @param readPage the page after the last item of the one before; null for the first
 */
export async function readAll<T extends { readonly id: number | string }>(
  readPage: (last: T | null, page: number) => Promise<readonly T[]>,
): Promise<T[]> {
  const all = new Map<number | string, T>();
  let last: T | null = null;
  for (let page = 1; page <= MAX_PAGES; page++) {
    const known: number = all.size;
    const items = await readPage(last, page);
    for (const item of items) all.set(item.id, item);
    last = items.at(-1) ?? last;
    if (all.size === known) return [...all.values()];
  }
  throw new Error(`a list of the provider has more than ${MAX_PAGES} pages`);
}
