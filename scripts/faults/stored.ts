import { createHash } from "node:crypto";
import { feedKey } from "#lib/model/feed.ts";
import type { FrameId } from "#lib/model/frame.ts";
import { LOG_PREFIX, parseLogKey, startOfLog } from "#lib/model/keys.ts";
import type { Objects } from "../../cli/bucket/objects.ts";
import type { Sent } from "./sender.ts";

const CONCURRENCY = 16;

/** Finds the frames that are in the bucket's log, byte for byte. */
export async function findStored(objects: Objects, sent: readonly Sent[]): Promise<Set<Sent>> {
  const stored = new Set<Sent>();
  if (sent.length === 0) return stored;
  // A frame's time is its sender's, so that all must be in this part of the log.
  const first = sent.reduce((time, { frame }) => Math.min(time, frame.time), Infinity);
  const keys = new Map<string, string[]>();
  for await (const { key } of objects.list(LOG_PREFIX, startOfLog(first))) {
    const entry = parseLogKey(key);
    if (entry?.kind !== "frame") continue;
    const name = toName(entry.frame);
    keys.set(name, [...(keys.get(name) ?? []), key]);
  }
  const left = [...sent];
  async function check() {
    for (let one = left.pop(); one !== undefined; one = left.pop()) {
      // A receiver that tried twice may have found other faults in it: then it has two keys.
      for (const key of keys.get(toName(one.frame)) ?? []) {
        const sha256 = createHash("sha256")
          .update(await objects.read(key))
          .digest("hex");
        if (sha256 === one.sha256) stored.add(one);
      }
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, check));
  return stored;
}

function toName({ stream, feed, time }: FrameId): string {
  return `${feedKey(stream, feed)}\n${time}`;
}
