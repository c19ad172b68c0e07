import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { Fault, FrameId } from "#lib/model/frame.ts";
import { logKey } from "#lib/model/keys.ts";
import type { Objects } from "../../../cli/bucket/objects.ts";
import type { Sent } from "../../../scripts/faults/sender.ts";
import { findStored } from "../../../scripts/faults/stored.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

function createSent(time: number, picture: string): Sent {
  const frame = { stream: { account: "ZG6NWV", name: "camera 1" }, feed: "feed", time: 1.78e12 + time };
  return { frame, sha256: sha256(picture), status: 200, ms: 10 };
}

function toKey(frame: FrameId, faults: readonly Fault[] = [], isBare = false): string {
  const judged = { width: 640, height: 360, faults, isBare, source: null };
  return logKey({ kind: "frame", frame: { ...frame, ...judged } });
}

function createBucket(pictures: Readonly<Record<string, string>>): Objects {
  return {
    async *list(_, after = "") {
      for (const key of Object.keys(pictures).sort())
        if (key > after) yield await Promise.resolve({ key, bytes: 1 });
    },
    read: (key) => Promise.resolve(Buffer.from(pictures[key] ?? "")),
  };
}

test("finds the frames whose bytes are in the log, whatever their faults", async () => {
  const sent = [createSent(0, "a"), createSent(1, "b"), createSent(2, "c"), createSent(3, "d")];
  const [a, b, c] = sent.map(({ frame }) => frame);
  if (a === undefined || b === undefined || c === undefined) throw new Error("nothing was sent");
  const stored = await findStored(
    createBucket({
      [toKey(a, ["frozen"], true)]: "a",
      [toKey(b)]: "cut short",
      [toKey(b, ["black"])]: "b",
      [toKey(c)]: "another",
      "log/somebody-else": "d",
    }),
    sent,
  );
  expect([...stored].map(({ sha256: hash }) => hash).sort()).toEqual([sha256("a"), sha256("b")].sort());
});

test("finds nothing if nothing was sent", async () => {
  expect((await findStored(createBucket({}), [])).size).toBe(0);
});
