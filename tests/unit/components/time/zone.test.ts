import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, fromLocal, parseLocal, toLocal, toLocalField } from "#components/time/zone.ts";

const ZONES = [
  "UTC",
  "Pacific/Kiritimati",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Europe/Berlin",
  "America/Havana",
];

test("a local time in the repeated hour means two times, and a skipped one the time behind the gap", () => {
  const list = (text: string, zone: string) =>
    parseLocal(text, zone).map((time) => new Date(time).toISOString());
  expect(list("2026-10-25T02:30", "Europe/Berlin")).toEqual([
    "2026-10-25T00:30:00.000Z",
    "2026-10-25T01:30:00.000Z",
  ]);
  expect(list("2026-04-05T01:45", "Australia/Lord_Howe")).toEqual([
    "2026-04-04T14:45:00.000Z",
    "2026-04-04T15:15:00.000Z",
  ]);
  expect(list("2026-03-29T02:30", "Europe/Berlin")).toEqual(["2026-03-29T01:30:00.000Z"]);
  expect(list("2026-11-29T07:22:38", "Asia/Kathmandu")).toEqual(["2026-11-29T01:37:38.000Z"]);
  for (const text of ["", "2026-11-29", "2026-13-40T10:00", "2026-11-29T07:22Z"])
    expect(list(text, "UTC")).toEqual([]);
});

test("steps of days keep the wall-clock time over a change of the offset", () => {
  const addTo = (time: string, days: number, zone: string) =>
    new Date(addDays(Date.parse(time), days, zone)).toISOString();
  expect(addTo("2026-10-24T10:00Z", 1, "Europe/Berlin")).toBe("2026-10-25T11:00:00.000Z");
  expect(addTo("2026-10-04T10:00Z", -1, "Australia/Lord_Howe")).toBe("2026-10-03T10:30:00.000Z");
  expect(addTo("2026-11-29T23:59Z", 1, "Pacific/Kiritimati")).toBe("2026-11-30T23:59:00.000Z");
});

test("a time is one of those that its own wall clock means, in every zone", () => {
  const time = fc.integer({ min: Date.parse("2010-01-01"), max: Date.parse("2030-01-01") });
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), time, (zone, ms) => {
      expect(fromLocal(toLocal(ms, zone), zone)).toContain(ms);
      const whole = Math.floor(ms / 1_000) * 1_000;
      expect(parseLocal(toLocalField(ms, zone), zone)).toContain(whole);
      expect(toLocal(addDays(ms, 1, zone), zone) - toLocal(ms, zone)).toBeOneOf([
        86_400_000,
        86_400_000 + 1_800_000,
        86_400_000 + 3_600_000,
      ]);
    }),
  );
});
