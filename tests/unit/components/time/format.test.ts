import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { formatDate, formatDay } from "#components/time/date.ts";
import { formatTime, UTC, zoneName, type Place } from "#components/time/format.ts";
import { formatMoment } from "#components/time/moment.tsx";

const SUMMER = Date.parse("2026-07-01T12:00Z");
const MORNING = Date.parse("2026-11-29T07:05:08Z");
const EVENING = Date.parse("2026-09-06T19:22:38Z");
const places = {
  us: { zone: "UTC", locale: "en-US" },
  british: { zone: "UTC", locale: "en-GB" },
  spanish: { zone: "UTC", locale: "es-ES" },
  german: { zone: "Europe/Berlin", locale: "de-DE" },
  egyptian: { zone: "Africa/Cairo", locale: "ar-EG" },
} satisfies Record<string, Place>;

beforeAll(() => void vi.useFakeTimers({ now: SUMMER }));
afterAll(() => void vi.useRealTimers());

test.each([
  ["UTC", "UTC"],
  ["Asia/Kathmandu", "GMT+5:45"],
  ["Pacific/Kiritimati", "GMT+14"],
  ["Europe/Berlin", "CEST"],
])("the zone %s is named %s", (zone, name) => {
  expect(zoneName(SUMMER, { zone, locale: "en-GB" })).toBe(name);
});

test("times have 24 hours and two digits in every locale", () => {
  for (const place of [UTC, places.us, places.british, places.spanish]) {
    expect(formatTime(MORNING, place)).toBe("07:05:08");
    expect(formatTime(EVENING, place)).toBe("19:22:38");
    expect(formatTime(EVENING, place, false)).toBe("19:22");
    expect(formatTime(Date.parse("2026-11-29T00:00Z"), place)).toBe("00:00:00");
  }
  expect(formatTime(EVENING, places.german)).toBe("21:22:38");
  expect(formatTime(EVENING, places.egyptian)).toBe("٢٢:٢٢:٣٨");
});

test("dates are alike in all variants of English, and the reader's in other languages", () => {
  for (const place of [UTC, places.us, places.british]) {
    expect(formatDay(MORNING, place)).toBe("Sun 29 Nov");
    expect(formatDay(EVENING, place)).toBe("Sun 6 Sep");
  }
  expect(formatDay(MORNING, places.german)).toBe("So., 29. Nov.");
});

test("a date has its year unless it is this year", () => {
  expect(formatDate(MORNING, places.us)).toBe("Sun 29 Nov");
  expect(formatDate(Date.parse("2025-07-04T20:00Z"), places.us)).toBe("Fri 4 Jul 2025");
  // The first render is the server's and the browser's, whose clocks may differ.
  expect(formatDate(Date.parse("2025-07-04T20:00Z"), UTC)).toBe("Fri 4 Jul");
  // This year in Berlin.
  expect(formatDate(Date.parse("2025-12-31T23:30Z"), places.german)).toBe("Do., 1. Jan.");
  expect(formatDate(Date.parse("2025-12-31T22:30Z"), places.german)).toBe("Mi., 31. Dez. 2025");
});

test("a moment has its date and its zone", () => {
  expect(formatMoment(MORNING, UTC)).toBe("Sun 29 Nov 07:05:08 UTC");
  expect(formatMoment(MORNING, places.german)).toBe("So., 29. Nov. 08:05:08 MEZ");
});
