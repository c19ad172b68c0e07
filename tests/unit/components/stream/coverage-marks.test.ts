import { expect, test } from "vitest";
import { findOnAir, toMarks } from "#components/stream/coverage-marks.ts";
import { spanOfNew } from "#components/stream/first-stretch.ts";
import { NO_COVERAGE, type Span } from "#lib/model/coverage.ts";

const MINUTE = 60_000;
const NOW = 60 * MINUTE;
const minutes = (from: number, to: number): Span => [from * MINUTE, to * MINUTE];
const on = (...spans: Span[]) => ({ ...NO_COVERAGE, on: spans });

test.each([
  ["its last broadcast", on(minutes(1, 10), minutes(20, 60)), 60, [20, false, "now"]],
  ["before the stretch", on(minutes(0, 60)), 60, [0, true, "now"]],
  ["half a minute that is not listed yet", on(minutes(20, 59.5)), 60, [20, false, "now"]],
  ["nothing, off the air", on(minutes(20, 50)), 60, null],
  ["nothing, never on", on(), 60, null],
  ["the broadcast of a past moment", on(minutes(1, 11.25), minutes(20, 60)), 5, [1, false, 10 * MINUTE]],
  ["nothing, between broadcasts", on(minutes(1, 10), minutes(20, 60)), 15, null],
] as const)("a stream is on the air since %s", (_, coverage, moment, expected) => {
  const found = findOnAir(coverage, [0, NOW], moment * MINUTE, NOW);
  expect(found && [found.since / MINUTE, found.isEarlier, found.until]).toEqual(expected);
});

test("the length of a broadcast counts to the moment that is shown", () => {
  const toAt = (moment: number) => findOnAir(on(minutes(20, 60)), [0, NOW], moment * MINUTE, NOW)?.at;
  expect([toAt(32), toAt(60)]).toEqual([32 * MINUTE, null]);
});

test("the end of a broadcast is open at the end of the known stretch", () => {
  expect(findOnAir(on(minutes(1, 30)), minutes(0, 30), 5 * MINUTE, NOW)?.until).toBeNull();
});

test.each([
  ["two minutes ago", on(minutes(58, 60)), 60, 10],
  ["twenty minutes ago", on(minutes(40, 60)), 60, 30],
  ["forty minutes ago", on(minutes(20, 60)), 60, undefined],
  ["before the stretch", on(minutes(0, 60)), 60, undefined],
  ["two minutes ago, at a moment before", on(minutes(58, 60)), 45, 30],
  ["at an unknown time", { ...on(minutes(58, 60)), unknown: [minutes(0, 5)] }, 60, undefined],
  ["never", on(), 60, undefined],
] as const)("the timeline of a stream that began %s fits it", (_, coverage, moment, expected) => {
  expect(spanOfNew(coverage, [0, NOW], moment * MINUTE, NOW)).toBe(expected && expected * MINUTE);
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
