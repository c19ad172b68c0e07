import fc from "fast-check";
import { expect, test } from "vitest";
import { listTicks } from "#components/time/ticks.ts";
import { toLocal } from "#components/time/zone.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONES = [
  "UTC",
  "Pacific/Kiritimati",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Europe/Berlin",
  "America/St_Johns",
  "America/Havana",
  "Africa/Cairo",
  "Pacific/Apia",
];

function listLabels(zone: string, from: string, hours: number, widthPx: number) {
  const start = Date.parse(from);
  const ticks = listTicks(start, start + hours * HOUR, widthPx, { zone, locale: "en-GB" });
  return ticks.map(({ label }) => label);
}

test.each([
  ["Pacific/Kiritimati", "2026-11-29T08:30Z", ["23:00", "Mon 30 Nov", "01:00"]],
  ["Asia/Kathmandu", "2026-11-29T17:00Z", ["23:00", "Mon 30 Nov", "01:00"]],
  ["America/New_York", "2026-11-30T03:30Z", ["23:00", "Mon 30 Nov", "01:00"]],
])("ticks are at the full hours of %s", (zone, from, labels) => {
  expect(listLabels(zone, from, 3, 400)).toEqual(labels);
});

test("labels have more room on large screens, whose text is larger", () => {
  expect(listLabels("UTC", "2026-11-29T06:00Z", 24, 1_920)).toHaveLength(25);
  expect(listLabels("UTC", "2026-11-29T06:00Z", 24, 3_840)).toHaveLength(25);
  expect(listLabels("UTC", "2026-11-29T06:00Z", 36, 3_840)).toHaveLength(19);
});

test("a skipped hour has no tick, and a repeated one has two", () => {
  expect(listLabels("Europe/Berlin", "2026-03-29T00:00Z", 3, 400)).toEqual([
    "01:00",
    "03:00",
    "04:00",
    "05:00",
  ]);
  expect(listLabels("Europe/Berlin", "2026-10-24T23:00Z", 4, 500)).toEqual([
    "01:00",
    "02:00",
    "02:00 CET",
    "03:00",
    "04:00",
  ]);
});

test("ticks stay at full hours where the clock changes by half an hour", () => {
  expect(listLabels("Australia/Lord_Howe", "2026-04-04T13:00Z", 4, 500)).toEqual([
    "Sun 5 Apr",
    "01:00",
    "02:00",
    "03:00",
  ]);
  expect(listLabels("Australia/Lord_Howe", "2026-10-03T14:30Z", 3, 400)).toEqual(["01:00", "03:00", "04:00"]);
});

test("a day whose midnight is skipped has its tick at its first moment, and a skipped day has none", () => {
  const cairo = listTicks(Date.parse("2026-04-23T18:00Z"), Date.parse("2026-04-25T18:00Z"), 200, {
    zone: "Africa/Cairo",
    locale: "en-GB",
  });
  expect(cairo).toEqual([
    { time: Date.parse("2026-04-23T22:00Z"), label: "Fri 24 Apr", isDay: true },
    { time: Date.parse("2026-04-24T21:00Z"), label: "Sat 25 Apr", isDay: true },
  ]);
  expect(listLabels("Pacific/Apia", "2011-12-29T00:00Z", 72, 400)).toEqual([
    "Thu 29 Dec",
    "Sat 31 Dec",
    "Sun 1 Jan",
  ]);
});

test("ticks ascend, keep a distance, stand at round times and begin each day, in every zone", () => {
  const span = fc.record({
    zone: fc.constantFrom(...ZONES),
    from: fc.integer({ min: Date.parse("2010-01-01"), max: Date.parse("2030-01-01") }),
    length: fc.integer({ min: 5 * 60_000, max: 31 * DAY }),
    width: fc.integer({ min: 280, max: 3_800 }),
  });
  fc.assert(
    fc.property(span, ({ zone, from, length, width }) => {
      const ticks = listTicks(from, from + length, width, { zone, locale: "en-GB" });
      const gaps = ticks.slice(1).map(({ time }, index) => time - (ticks[index]?.time ?? 0));
      expect(Math.min(...gaps, Infinity) / length).toBeGreaterThanOrEqual(40 / width);
      for (const { time, isDay } of ticks) {
        expect(time).toBeGreaterThanOrEqual(from);
        expect(time).toBeLessThanOrEqual(from + length);
        const isRound = toLocal(time, zone) % 60_000 === 0;
        expect(isRound).toBe(true);
        const [day, dayBefore] = [time, time - 1].map((one) => Math.floor(toLocal(one, zone) / DAY)) as [
          number,
          number,
        ];
        expect(isDay).toBe(day > dayBefore);
      }
    }),
    { numRuns: 100 },
  );
});
