import { lstat, mkdir, readdir, readFile, rename, stat, unlink } from "node:fs/promises";
import path from "node:path";
import { createDirectorySync, DRAFT, hasCode, orIfMissing, TRIAL, tryToWrite, writeDurably } from "./disk.ts";
import { decodeEntry, encodeEntry, type Entry } from "./entry.ts";
import {
  type Aside,
  ASIDE,
  createName,
  ENTRY,
  hashContent,
  isIntact,
  parseArrival,
  parseContent,
} from "./names.ts";
import { type Added, createQuota } from "./quota.ts";

export type SpoolSettings = {
  readonly directory: string;
  /** Of all files, those kept aside included. A full spool rejects new hooks: the provider sends the oldest ones only once. */
  readonly maxBytes: number;
};

export type SpoolUsage = {
  /** Hooks that wait for delivery. */
  readonly hooks: number;
  /** Hooks that the store can never accept. */
  readonly rejected: number;
  /** Hooks whose files have changed on the disk. */
  readonly damaged: number;
  /** Of all files, half-written ones included. */
  readonly bytes: number;
  readonly maxBytes: number;
  /** When the oldest waiting hook was written, ms since 1970; null for none. */
  readonly oldestAt: number | null;
  readonly isWritable: boolean;
};

/** Hooks on disk in the order of their arrival, until the store accepts them. */
export type Spool = {
  /** Writes an entry so that it survives a power cut. */
  readonly add: (entry: Entry) => Promise<Added>;
  /** The names of the waiting entries, oldest first. */
  readonly list: () => Promise<string[]>;
  readonly usage: () => Promise<SpoolUsage>;
  /** Tries whether the disk and the quota have room for a frame. @throws Error with the reason */
  readonly check: () => Promise<void>;
  /** Returns "gone" for an entry that another process has delivered, "damaged" if the disk has changed its file. */
  readonly read: (name: string) => Promise<Entry | "damaged" | "gone">;
  readonly remove: (name: string) => Promise<void>;
  /** Renames an entry that cannot be delivered, for an operator to look at. Returns its new path; null if it is gone. */
  readonly setAside: (name: string, why: Aside) => Promise<string | null>;
  /** Removes what killed processes have left half-written. */
  readonly removeDrafts: () => Promise<void>;
};

const ABANDONED_MS = 10 * 60_000;

/**
 * Opens the spool of a directory, which only its owner can read.
 *
 * @param now a monotonic clock, in ms
 */
export function openSpool(
  { directory, maxBytes }: SpoolSettings,
  now: () => number = performance.now.bind(performance),
): Spool {
  const quota = createQuota(maxBytes, measure, now);
  const syncDirectory = createDirectorySync(directory);
  const at = (name: string) => path.join(directory, name);
  let lastOrder = 0;

  /** In the order of arrival: by a counter in this process, by the clock between processes. */
  const nextOrder = () => (lastOrder = Math.max(lastOrder + 1, Date.now() * 1000));

  async function listFiles(...endings: readonly string[]): Promise<string[]> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    return (await readdir(directory)).filter((name) => endings.some((ending) => name.endsWith(ending)));
  }

  async function measure() {
    const names = await listFiles(ENTRY, ASIDE.rejected, ASIDE.damaged, DRAFT);
    const measureFile = async (name: string) => {
      const { size } = await lstat(at(name)).catch(orIfMissing({ size: 0 }));
      return { name, content: parseContent(name), bytes: size };
    };
    return Promise.all(names.map(measureFile));
  }

  async function check(bytes: number): Promise<void> {
    if (bytes + TRIAL.bytes > maxBytes) throw new Error(`the spool is full: it has ${bytes} bytes`);
    await tryToWrite(directory);
  }

  return {
    async add(entry) {
      const file = encodeEntry(entry);
      try {
        return await quota.spend(entry.kind, hashContent(file), file.byteLength, async () => {
          await writeDurably(at(createName(nextOrder(), file)), file);
          await syncDirectory();
        });
      } catch (error) {
        if (hasCode(error, "ENOSPC") || hasCode(error, "EDQUOT")) return "full";
        throw error;
      }
    },

    list: async () => (await listFiles(ENTRY)).sort(),

    async usage() {
      const files = await measure();
      const bytes = sum(files);
      const count = (ending: string) => files.filter(({ name }) => name.endsWith(ending)).length;
      const [oldest] = files.flatMap(({ name }) => (name.endsWith(ENTRY) ? [name] : [])).sort();
      return {
        hooks: count(ENTRY),
        rejected: count(ASIDE.rejected),
        damaged: count(ASIDE.damaged),
        bytes,
        maxBytes,
        oldestAt: oldest === undefined ? null : parseArrival(oldest),
        isWritable: await check(bytes).then(
          () => true,
          () => false,
        ),
      };
    },

    check: async () => check(sum(await measure())),

    async read(name) {
      const file = await readFile(at(name)).catch(orIfMissing(null));
      if (file === null) return "gone";
      return (isIntact(name, file) ? decodeEntry(file) : null) ?? "damaged";
    },

    remove: (name) => unlink(at(name)).catch(orIfMissing(undefined)),

    setAside: (name, why) => {
      const target = at(name + ASIDE[why]);
      return rename(at(name), target).then(() => target, orIfMissing(null));
    },

    async removeDrafts() {
      for (const name of await listFiles(DRAFT, TRIAL.ending)) {
        const { mtimeMs } = await stat(at(name)).catch(orIfMissing({ mtimeMs: Infinity }));
        if (Date.now() - mtimeMs > ABANDONED_MS) await unlink(at(name)).catch(orIfMissing(undefined));
      }
    },
  };
}

function sum(files: readonly { readonly bytes: number }[]): number {
  return files.reduce((total, { bytes }) => total + bytes, 0);
}
