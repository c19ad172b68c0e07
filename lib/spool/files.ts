import { createHash, randomUUID } from "node:crypto";
import { lstat, mkdir, readdir, readFile, rename, stat, unlink } from "node:fs/promises";
import path from "node:path";
import { createDirectorySync, DRAFT, hasCode, orIfMissing, writeDurably } from "./disk.ts";
import { decodeEntry, encodeEntry, type Entry } from "./entry.ts";
import { type Added, createQuota } from "./quota.ts";

export type SpoolSettings = {
  readonly directory: string;
  /** Of all files, rejected ones included. A full spool rejects new hooks: the provider sends the oldest ones only once. */
  readonly maxBytes: number;
};

export type SpoolUsage = {
  /** Hooks that wait for delivery. */
  readonly hooks: number;
  /** Hooks that cannot be delivered. */
  readonly rejected: number;
  /** Of all files, half-written ones included. */
  readonly bytes: number;
};

/** Hooks on disk in the order of their arrival, until the store accepts them. */
export type Spool = {
  /** Writes an entry so that it survives a power cut. */
  readonly add: (entry: Entry) => Promise<Added>;
  /** The names of the waiting entries, oldest first. */
  readonly list: () => Promise<string[]>;
  readonly usage: () => Promise<SpoolUsage>;
  /** Returns "gone" for an entry that another process has delivered. */
  readonly read: (name: string) => Promise<Entry | "damaged" | "gone">;
  readonly remove: (name: string) => Promise<void>;
  /** Renames an entry that cannot be delivered, for an operator to look at. */
  readonly reject: (name: string) => Promise<void>;
  /** Removes what killed processes have left half-written. */
  readonly removeDrafts: () => Promise<void>;
};

const ENTRY = ".hook";
const REJECTED = ".rejected";
const ABANDONED_MS = 10 * 60_000;
const DIGEST_LENGTH = 32;

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
  let lastName = 0;

  /** Names are unique, and in the order of arrival: by a counter in this process, by the clock between processes. */
  function createName(content: string): string {
    lastName = Math.max(lastName + 1, Date.now() * 1000);
    return `${lastName}-${randomUUID()}-${content}${ENTRY}`;
  }

  async function listFiles(...endings: readonly string[]): Promise<string[]> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    return (await readdir(directory)).filter((name) => endings.some((ending) => name.endsWith(ending)));
  }

  async function measure() {
    const names = await listFiles(ENTRY, REJECTED, DRAFT);
    const measureFile = async (name: string) => {
      const { size } = await lstat(at(name)).catch(orIfMissing({ size: 0 }));
      return { name, content: parseContent(name), bytes: size };
    };
    return Promise.all(names.map(measureFile));
  }

  return {
    async add(entry) {
      const file = encodeEntry(entry);
      const content = hashContent(entry);
      try {
        return await quota.spend(entry.kind, content, file.byteLength, async () => {
          await writeDurably(at(createName(content)), file);
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
      const count = (ending: string) => files.filter(({ name }) => name.endsWith(ending)).length;
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
      return { hooks: count(ENTRY), rejected: count(REJECTED), bytes };
    },

    async read(name) {
      const file = await readFile(at(name)).catch(orIfMissing(null));
      return file === null ? "gone" : (decodeEntry(file) ?? "damaged");
    },

    remove: (name) => unlink(at(name)).catch(orIfMissing(undefined)),

    reject: (name) => rename(at(name), at(name + REJECTED)).catch(orIfMissing(undefined)),

    async removeDrafts() {
      for (const name of await listFiles(DRAFT)) {
        const { mtimeMs } = await stat(at(name)).catch(orIfMissing({ mtimeMs: Infinity }));
        if (Date.now() - mtimeMs > ABANDONED_MS) await unlink(at(name)).catch(orIfMissing(undefined));
      }
    },
  };
}

/** Identifies the signed content of an entry, whatever its headers say. It is a part of the file's name. */
function hashContent(entry: Entry): string {
  const content = entry.kind === "frame" ? entry.jpeg : encodeEntry(entry);
  return createHash("sha256").update(content).digest("hex").slice(0, DIGEST_LENGTH);
}

function parseContent(name: string): string | null {
  return /-([0-9a-f]{32})\.hook(?:\.rejected)?$/.exec(name)?.[1] ?? null;
}
