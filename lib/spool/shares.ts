import { createHash } from "node:crypto";
import { BoundedMap } from "#lib/bounded-map.ts";
import { encodeEntry, type Entry } from "./entry.ts";
import { createRoom, type Room } from "./room.ts";

const SHARE = 0.1;
const MOST_CONTENTS = 10_000;
const DIGEST_LENGTH = 32;

/** How much of a spool the entries of the same content may take. */
export type Shares = {
  readonly of: (content: string, kind: Entry["kind"], bytes: number) => Promise<Room>;
};

/** The files of a spool. */
export type Files = {
  /** Of what waits, and of what was put aside: nobody takes that away. */
  readonly names: () => Promise<string[]>;
  readonly sizeOf: (names: readonly string[]) => Promise<number>;
};

/**
 * A signature binds a body and no header: whoever has caught one hook can send its picture under any name and time,
 * and while the store is away each is a file. So each content has a share, a tenth; an event, which says all about
 * itself, is kept once and a second time.
 *
 * @param now a clock that never goes back, in ms
 */
export function createShares(maxBytes: number, { names, sizeOf }: Files, now: () => number): Shares {
  const rooms = new BoundedMap<Room>(MOST_CONTENTS);
  /** What other processes, and earlier lives of this one, had left when it kept its first. */
  let left: Promise<ReadonlySet<string>> | undefined;

  async function contents(): Promise<ReadonlySet<string>> {
    return new Set((await names()).map(contentIn).filter((content) => content !== undefined));
  }

  async function measure(content: string): Promise<number> {
    return sizeOf((await names()).filter((name) => contentIn(name) === content));
  }

  return {
    async of(content, kind, bytes) {
      left ??= contents();
      const found = await left.catch((error: unknown) => {
        left = undefined;
        throw error;
      });
      const most = kind === "event" ? 2 * bytes : Math.max(2 * bytes, maxBytes * SHARE);
      const room = rooms.get(content) ?? createRoom(most, () => measure(content), now, !found.has(content));
      rooms.set(content, room);
      return room;
    },
  };
}

/** The content that a file's name tells of. */
function contentIn(name: string): string | undefined {
  return /-([0-9a-f]{32})\./.exec(name)?.[1];
}

/** What an entry brings, whatever its headers say of it: a part of its file's name. */
export function contentOf(entry: Entry): string {
  const content = entry.kind === "frame" ? entry.jpeg : encodeEntry(entry);
  return createHash("sha256").update(content).digest("hex").slice(0, DIGEST_LENGTH);
}
