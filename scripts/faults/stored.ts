import { createHash } from "node:crypto";
import { feedKey } from "#lib/model/feed.ts";
import type { FrameId } from "#lib/model/frame.ts";
import { LOG_PREFIX, parseLogKey, startOfLog } from "#lib/model/keys.ts";
import type { Objects } from "#lib/store/objects.ts";
import type { Sent } from "./load.ts";

const CONCURRENCY = 16;

/** Which of the frames are in the bucket's log, byte for byte. */
export async function storedOf(objects: Objects, sent: readonly Sent[]): Promise<Set<Sent>> {
  const keys = await keysInLog(objects, sent);
  const stored = new Set<Sent>();
  const left = [...sent];
  async function check() {
    for (let one = left.pop(); one !== undefined; one = left.pop()) {
      if (await isStored(one)) stored.add(one);
    }
  }
  async function isStored({ frame, sha256 }: Sent): Promise<boolean> {
    // A receiver that tried twice may have judged it differently: then it has two keys.
    for (const key of keys.get(nameOf(frame)) ?? []) {
      const bytes = await objects.read(key);
      if (createHash("sha256").update(bytes).digest("hex") === sha256) return true;
    }
    return false;
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, check));
  return stored;
}

/** The keys of frames in the stretch of the log in which all of these must be: a frame's time is its sender's. */
async function keysInLog(
  objects: Pick<Objects, "list">,
  sent: readonly Sent[],
): Promise<Map<string, string[]>> {
  const keys = new Map<string, string[]>();
  const times = sent.map(({ frame }) => frame.time);
  const first = times.reduce((a, b) => Math.min(a, b), Infinity);
  if (first === Infinity) return keys;
  for await (const { key } of objects.list(LOG_PREFIX, startOfLog(first))) {
    const entry = parseLogKey(key);
    if (entry?.kind !== "frame") continue;
    const name = nameOf(entry.frame);
    keys.set(name, [...(keys.get(name) ?? []), key]);
  }
  return keys;
}

function nameOf({ stream, feed, time }: FrameId): string {
  return `${feedKey(stream, feed)}\n${time}`;
}
