import { expect, test } from "vitest";
import { createRow } from "../../../scripts/faults/row.ts";
import type { Sent } from "../../../scripts/faults/sender.ts";

const send = (feed: string, status: Sent["status"], ms = 10): Sent => ({
  frame: { stream: { account: "ZG6NWV", name: "cam" }, feed, time: 1.78e12 },
  sha256: feed,
  status,
  ms,
});

test("counts acknowledged frames that are not stored as lost", () => {
  const [a, b, c] = [send("a", 200), send("b", 200), send("c", 503)];
  const about = { scenario: "a fault", spool: true, peakMegabytes: 300, notes: "" };
  const sent = [a, b, c, send("d", "no answer", 9_000), send("e", 503)];
  const { lost, cells } = createRow(about, sent, new Set([a, c]));
  expect(lost).toBe(1);
  expect(cells.join(" | ")).toBe(
    "a fault | yes | 5 | 2 | 2 × 503, 1 × no answer | 2 | 1 | 10 | 10 | 10 | 300 | ",
  );
});

test("counts a damaged frame that is kept aside as reported and not as lost", () => {
  const [a, b] = [send("a", 200), send("b", 200)];
  const about = { scenario: "a fault", spool: true, peakMegabytes: 300, notes: "" };
  const { lost, cells } = createRow(about, [a, b], new Set([a]), new Set([b]));
  expect(lost).toBe(0);
  expect([cells[5], cells.at(-1)]).toEqual(["1", "1 kept aside"]);
  expect(createRow(about, [a, b], new Set([a])).lost).toBe(1);
});

test("counts a rejected frame that is not stored as lost where all that was sent is owed", () => {
  const sent = [send("a", 200), send("b", 503), send("c", "no answer")];
  const about = { scenario: "an upgrade", spool: true, peakMegabytes: 300, notes: "" };
  const stored = new Set(sent.slice(0, 1));
  expect(createRow(about, sent, stored).lost).toBe(0);
  expect(createRow({ ...about, isAllOwed: true }, sent, stored).lost).toBe(2);
  expect(createRow({ ...about, isAllOwed: true }, sent, new Set(sent)).lost).toBe(0);
});
