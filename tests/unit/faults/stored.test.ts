import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { Fault } from "#lib/model/frame.ts";
import { logKey } from "#lib/model/keys.ts";
import type { Sent } from "../../../scripts/faults/sender.ts";
import { findStored } from "../../../scripts/faults/stored.ts";

function createSent(time: number, picture: string): Sent {
  const frame = { stream: { account: "ZG6NWV", name: "camera 1" }, feed: "feed", time: 1.78e12 + time };
  return { frame, sha256: createHash("sha256").update(picture).digest("hex"), status: 200, ms: 10 };
}

function toKey({ frame }: Sent, faults: readonly Fault[] = [], isBare = false): string {
  const findings = { width: 640, height: 360, faults, isBare, source: null };
  return logKey({ kind: "frame", frame: { ...frame, ...findings } });
}

test("finds the frames whose bytes are in the log, whatever their faults", async () => {
  const [a, b, c, d] = [createSent(0, "a"), createSent(1, "b"), createSent(2, "c"), createSent(3, "d")];
  const pictures: Record<string, string> = {
    [toKey(a, ["frozen"], true)]: "a",
    [toKey(b)]: "cut short",
    [toKey(b, ["black"])]: "b",
    [toKey(c)]: "another",
    "log/foreign": "d",
  };
  const objects = {
    async *list(_: string, after = "") {
      for (const key of Object.keys(pictures).sort())
        if (key > after) yield await Promise.resolve({ key, bytes: 1 });
    },
    read: (key: string) => Promise.resolve(Buffer.from(pictures[key] ?? "")),
  };
  expect(await findStored(objects, [a, b, c, d])).toEqual(new Set([a, b]));
  expect(await findStored(objects, [])).toEqual(new Set());
});
