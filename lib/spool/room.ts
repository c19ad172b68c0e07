/** A spool that is full is looked at again no more often: each look costs a call for every file. */
const BELIEVED_MS = 1_000;

/** How much may be on a disk. */
export type Room = {
  /**
   * Writes so many bytes, if there is room for them.
   *
   * @param write says whether it did
   * @returns false when nothing was written
   */
  readonly fill: (bytes: number, write: () => Promise<boolean>) => Promise<boolean>;
};

/**
 * Reckons what is on a disk instead of asking it for each hook, and asks again when by that it would be full: others
 * write to it as well, and what delivers it never tells.
 *
 * @param now a clock that never goes back, in ms
 * @param isNew whether there is nothing on the disk yet, as far as anybody knows
 */
export function createRoom(
  most: number,
  measure: () => Promise<number>,
  now: () => number,
  isNew = false,
): Room {
  let reckoned = 0;
  /** Being written: of these bytes, some may be on the disk. */
  let underWay = 0;
  let measuring: Promise<void> | undefined;
  let measuredAt = isNew ? now() : -Infinity;

  async function measureAgain(): Promise<void> {
    // What is being written is counted, and some of it twice: at worst, room is found a second later.
    const before = underWay;
    const begun = reckoned;
    const found = await measure();
    reckoned = found + before + (reckoned - begun);
    measuredAt = now();
  }

  async function take(bytes: number): Promise<boolean> {
    if (measuredAt === -Infinity || (reckoned + bytes > most && now() - measuredAt >= BELIEVED_MS)) {
      await (measuring ??= measureAgain().finally(() => (measuring = undefined)));
    }
    if (reckoned + bytes > most) return false;
    reckoned += bytes;
    underWay += bytes;
    return true;
  }

  return {
    async fill(bytes, write) {
      if (!(await take(bytes))) return false;
      try {
        const isWritten = await write();
        if (!isWritten) reckoned -= bytes;
        return isWritten;
      } catch (error) {
        reckoned -= bytes;
        // What the disk does was not foreseen: it is asked before the next.
        measuredAt = -Infinity;
        throw error;
      } finally {
        underWay -= bytes;
      }
    },
  };
}
