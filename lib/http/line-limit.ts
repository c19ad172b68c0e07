const MOST_LINES_PER_SECOND = 50;

/** @returns how many had no line since the last that had; null for no line. @param now ms since 1970 */
export type LineLimit = (now: number) => { readonly unlogged: number } | null;

/** For what strangers bring about, so many lines a second: a flood must not fill the disk with them. */
export function createLineLimit(): LineLimit {
  let second = 0;
  let lines = 0;
  let unlogged = 0;
  return (now) => {
    const current = Math.floor(now / 1000);
    if (current !== second) [second, lines] = [current, 0];
    lines += 1;
    if (lines > MOST_LINES_PER_SECOND) {
      unlogged += 1;
      return null;
    }
    const line = { unlogged };
    unlogged = 0;
    return line;
  };
}
