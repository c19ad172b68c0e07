import { expect, test } from "vitest";
import { rowOf, tableOf } from "../../../scripts/faults/row.ts";
import type { Sent } from "../../../scripts/faults/load.ts";

const frame = (feed: string, status: Sent["status"], ms = 10): Sent => ({
  frame: { stream: { account: "ZG6NWV", name: "cam" }, feed, time: 1.78e12 },
  sha256: feed,
  status,
  ms,
});

test("a frame that was acknowledged and is not stored is lost, and no other is", () => {
  const sent = [
    frame("a", 200),
    frame("b", 200),
    frame("c", 503),
    frame("d", "no answer", 9_000),
    frame("e", 503),
  ];
  const [a, , c] = sent;
  const stored = new Set([a, c].filter((found) => found !== undefined));
  const row = rowOf("a fault", true, sent, stored, 300);
  expect(row).toMatchObject({ sent: 5, acknowledged: 2, stored: 2, lost: 1, longestMs: 10 });
  expect(tableOf([row]).split("\n").at(-1)).toBe(
    "| a fault | yes | 5 | 2 | 2 × 503, 1 × no answer | 2 | 1 | 10 | 10 | 10 | 300 |",
  );
});
