import { randomUUID } from "node:crypto";
import { lstat, mkdir, open, readdir, readFile, rename, stat, unlink } from "node:fs/promises";
import path from "node:path";
import { decodeEntry, encodeEntry, type Entry } from "./entry.ts";
import { createRoom } from "./room.ts";
import { contentOf, createShares } from "./shares.ts";

export type SpoolSettings = {
  readonly directory: string;
  /** When it would hold more, what was put aside included, new hooks are refused: the oldest are the ones that nobody will send again. */
  readonly maxBytes: number;
};

export type Measure = {
  /** How many hooks wait. */
  readonly hooks: number;
  /** How many were put aside. */
  readonly rejected: number;
  /** Of all files: those put aside and those half-written too. */
  readonly bytes: number;
};

/** "full" when it has no room, or the disk has none; "repeated" when so much of the same content is there that more would take the room of others. */
export type Kept = "kept" | "full" | "repeated";

/** Hooks on disk, until the store takes them; in the order in which they came. */
export type Spool = {
  /** Keeps an entry so that it survives a power cut. */
  readonly keep: (entry: Entry) => Promise<Kept>;
  /** The names of what is kept, the oldest first. */
  readonly names: () => Promise<string[]>;
  readonly measure: () => Promise<Measure>;
  /** "damaged" for a file that cannot be read back, "gone" for one that another process delivered. */
  readonly read: (name: string) => Promise<Entry | "damaged" | "gone">;
  /** Removes what a process left behind that was killed while it wrote. */
  readonly removeDrafts: () => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
  /** Puts a file aside that cannot be delivered: it stays for an operator to look at. */
  readonly putAside: (name: string) => Promise<void>;
};

const ENTRY = ".hook";
const ASIDE = ".rejected";
const DRAFT = ".draft";
/** Nobody writes a hook for so long. */
const ABANDONED_MS = 10 * 60_000;

/**
 * Opens the spool of a directory, which only its owner can read.
 *
 * @param now a clock that never goes back, in ms
 */
export function openSpool(
  { directory, maxBytes }: SpoolSettings,
  now: () => number = performance.now.bind(performance),
): Spool {
  const room = createRoom(maxBytes, async () => (await measure()).bytes, now);
  const shares = createShares(maxBytes, { names: () => files(ENTRY, ENTRY + ASIDE), sizeOf }, now);
  let last = 0;
  const syncNames = createFolderSync(directory);

  /** Never the same twice, and in the order of arrival, for this process; by the clock between processes. */
  function newName(): string {
    last = Math.max(last + 1, Date.now() * 1000);
    return `${last}-${randomUUID()}`;
  }

  async function files(...endings: readonly string[]): Promise<string[]> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    return (await readdir(directory)).filter((name) => endings.some((ending) => name.endsWith(ending)));
  }

  async function measure(): Promise<Measure> {
    const all = await files(ENTRY, ASIDE, DRAFT);
    const count = (ending: string) => all.filter((name) => name.endsWith(ending)).length;
    return { hooks: count(ENTRY), rejected: count(ASIDE), bytes: await sizeOf(all) };
  }

  async function sizeOf(names: readonly string[]): Promise<number> {
    const sizes = names.map((name) => lstat(path.join(directory, name)).then(({ size }) => size, isGone(0)));
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  }

  return {
    names: async () => (await files(ENTRY)).sort(),
    measure,

    async keep(entry) {
      const file = encodeEntry(entry);
      const content = contentOf(entry);
      const place = path.join(directory, `${newName()}-${content}${ENTRY}`);
      let kept: Kept = "full";

      async function write() {
        await writeDurably(place, file);
        await syncNames();
        return true;
      }
      try {
        const share = await shares.of(content, entry.kind, file.byteLength);
        await room.fill(file.byteLength, async () => {
          const hasShare = await share.fill(file.byteLength, write);
          kept = hasShare ? "kept" : "repeated";
          return hasShare;
        });
        return kept;
      } catch (error) {
        if (hasCode(error, "ENOSPC") || hasCode(error, "EDQUOT")) return "full";
        throw error;
      }
    },

    async removeDrafts() {
      const drafts = (await readdir(directory)).filter((name) => name.endsWith(DRAFT));
      const isAbandoned = async (name: string) => {
        const { mtimeMs } = await stat(path.join(directory, name));
        return Date.now() - mtimeMs > ABANDONED_MS;
      };
      for (const name of drafts) {
        if (await isAbandoned(name).catch(isGone(false))) {
          await unlink(path.join(directory, name)).catch(isGone(undefined));
        }
      }
    },

    async read(name) {
      const file = await readFile(path.join(directory, name)).catch(isGone(null));
      return file === null ? "gone" : (decodeEntry(file) ?? "damaged");
    },

    async remove(name) {
      await unlink(path.join(directory, name)).catch(isGone(undefined));
    },

    async putAside(name) {
      await rename(path.join(directory, name), path.join(directory, `${name}${ASIDE}`)).catch(
        isGone(undefined),
      );
    },
  };
}

/** Written under another name, forced to the disk, then named: a crash leaves all of it or nothing. */
async function writeDurably(place: string, bytes: Uint8Array): Promise<void> {
  const draft = `${place}${DRAFT}`;
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } catch (error) {
    // Why it could not be written says more than why it could not be removed.
    await unlink(draft).catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
  await rename(draft, place);
}

/** Makes what forces the names in a folder to the disk. Those who ask while that is under way share the next. */
function createFolderSync(directory: string): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  async function sync(): Promise<void> {
    const folder = await open(directory, "r");
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  function begin(): Promise<void> {
    next = undefined;
    running = sync().finally(() => (running = undefined));
    return running;
  }

  return () => (running === undefined ? begin() : (next ??= running.catch(() => undefined).then(begin)));
}

function isGone<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (hasCode(error, "ENOENT")) return instead;
    throw error;
  };
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
