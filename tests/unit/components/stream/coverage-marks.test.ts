import { expect, test } from "vitest";
import { findOnAir, toMarks } from "#components/stream/coverage-marks.ts";
import { NO_COVERAGE, type Span } from "#lib/model/coverage.ts";

const MINUTE = 60_000;
const NOW = 60 * MINUTE;
const minutes = (from: number, to: number): Span => [from * MINUTE, to * MINUTE];
const on = (...spans: Span[]) => ({ ...NO_COVERAGE, on: spans });

test.each([
  ["its last broadcast", on(minutes(1, 10), minutes(20, 60)), { since: 20 * MINUTE, isEarlier: false }],
  ["before the stretch", on(minutes(0, 60)), { since: 0, isEarlier: true }],
  ["half a minute that is not listed yet", on(minutes(20, 59.5)), { since: 20 * MINUTE, isEarlier: false }],
  ["nothing, off the air", on(minutes(20, 50)), null],
  ["nothing, never on", on(), null],
])("a stream is on the air since %s", (_, coverage, onAir) => {
  expect(findOnAir(coverage, [0, NOW], NOW)).toEqual(onAir);
});

test("a lane has marks for pictures, faults and unknown times", () => {
  const coverage = {
    on: [minutes(10, 60)],
    unknown: [minutes(0, 10)],
    faults: [{ fault: "black" as const, span: minutes(20, 21) }],
  };
  expect(toMarks(coverage, { from: 0, to: NOW })).toEqual([
    { kind: "unknown", span: minutes(0, 10) },
    { kind: "on", span: minutes(10, 60) },
    { kind: "black", span: minutes(20, 21) },
  ]);
});
