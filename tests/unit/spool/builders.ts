import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import type { Entry } from "#lib/spool/entry.ts";

export const TIME = 1_700_000_000_000;

/** A folder that is removed when the test ends. */
export async function createFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "livewall-spool-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** A frame of a kilobyte. @param shade its content */
export function createFrame(time: number, shade = time): Entry {
  const frame = { feed: `f${time}`, stream: { account: "A1", name: "s" }, time };
  return { kind: "frame", frame, jpeg: new Uint8Array(1_000).fill(shade), findings: null };
}

export function createEvent(name: string, at = TIME, feed = "f1"): Entry {
  const event = { event: "ended", stream: { account: "A1", name }, feed, source: "", at, ended: at } as const;
  return { kind: "event", event };
}

/** A Buffer is not equal to a Uint8Array of the same bytes. */
export function plain(entry: Entry): Entry {
  return entry.kind === "frame" ? { ...entry, jpeg: Buffer.from(entry.jpeg) } : entry;
}
