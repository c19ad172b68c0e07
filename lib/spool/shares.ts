import { createHash } from "node:crypto";
import { BoundedMap } from "#lib/bounded-map.ts";
import { encodeEntry, type Entry } from "./entry.ts";
import { createRoom, type Room } from "./room.ts";

const SHARE = 0.1;
const MOST_CONTENTS = 10_000;
const DIGEST_LENGTH = 32;

/** How much of a spool the entries of the same content may take. */
export type Shares = {
  readonly of: (content: string, kind: Entry["kind"], bytes: number) => Room;
};

/**
 * A signature binds a body and no header: whoever has caught one hook can send its picture under any name and time,
 * and while the store is away each is a file. So each content has a share, a tenth; an event, which says all about
 * itself, is kept once and a second time.
 *
 * @param measure the bytes of all files of one content
 * @param now a clock that never goes back, in ms
 */
export function createShares(
  maxBytes: number,
  measure: (content: string) => Promise<number>,
  now: () => number,
): Shares {
  const rooms = new BoundedMap<Room>(MOST_CONTENTS);
  return {
    of(content, kind, bytes) {
      const most = kind === "event" ? 2 * bytes : Math.max(2 * bytes, maxBytes * SHARE);
      const room = rooms.get(content) ?? createRoom(most, () => measure(content), now, true);
      rooms.set(content, room);
      return room;
    },
  };
}

/** What an entry brings, whatever its headers say of it: a part of its file's name. */
export function contentOf(entry: Entry): string {
  const content = entry.kind === "frame" ? entry.jpeg : encodeEntry(entry);
  return createHash("sha256").update(content).digest("hex").slice(0, DIGEST_LENGTH);
}
