import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { Fault, FrameId } from "#lib/model/frame.ts";
import { logKey } from "#lib/model/keys.ts";
import type { Objects } from "#lib/store/objects.ts";
import type { Sent } from "../../../scripts/faults/load.ts";
import { storedOf } from "../../../scripts/faults/stored.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

function sentAt(time: number, picture: string): Sent {
  const frame = { stream: { account: "ZG6NWV", name: "camera 1" }, feed: "feed", time: 1.78e12 + time };
  return { frame, sha256: sha256(picture), status: 200, ms: 10 };
}

function keyOf(frame: FrameId, faults: readonly Fault[] = [], isBare = false): string {
  const judged = { width: 640, height: 360, faults, isBare, source: null };
  return logKey({ kind: "frame", frame: { ...frame, ...judged } });
}

function bucketOf(pictures: Readonly<Record<string, string>>): Objects {
  return {
    async *list(_, after = "") {
      for (const key of Object.keys(pictures).sort())
        if (key > after) yield await Promise.resolve({ key, bytes: 1 });
    },
    read: (key) => Promise.resolve(Buffer.from(pictures[key] ?? "")),
  };
}

test("a frame is stored when the log has its bytes, whatever a receiver made of it", async () => {
  const sent = [sentAt(0, "a"), sentAt(1, "b"), sentAt(2, "c"), sentAt(3, "d")];
  const [a, b, c] = sent.map(({ frame }) => frame);
  if (a === undefined || b === undefined || c === undefined) throw new Error("nothing was sent");
  const stored = await storedOf(
    bucketOf({
      [keyOf(a, ["frozen"], true)]: "a",
      [keyOf(b)]: "cut short",
      [keyOf(b, ["black"])]: "b",
      [keyOf(c)]: "another",
      "log/somebody-else": "d",
    }),
    sent,
  );
  expect([...stored].map(({ sha256: hash }) => hash).sort()).toEqual([sha256("a"), sha256("b")].sort());
});

test("nothing is looked for when nothing was sent", async () => {
  expect((await storedOf(bucketOf({}), [])).size).toBe(0);
});
