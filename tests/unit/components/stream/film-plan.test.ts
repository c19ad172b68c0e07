import { expect, test } from "vitest";
import { planFilm } from "#components/stream/film-plan.ts";

const HOUR = 3_600_000;
const NOW = 1_000 * HOUR;

test("a strip covers its stretch on a grid, and changes when a whole picture comes", () => {
  const plan = planFilm({ from: NOW - HOUR, to: NOW }, 16);
  expect(plan).toMatchObject({ cellMs: 240_000, count: 15, first: NOW - HOUR });
  const later = planFilm({ from: NOW - HOUR + 30_000, to: NOW + 30_000 }, 16);
  expect(later).toMatchObject({ first: NOW - HOUR, count: 16 });
});

test("no request spans more than eight hours", () => {
  for (const hours of [0.2, 1, 8, 12, 24]) {
    const plan = planFilm({ from: NOW - hours * HOUR, to: NOW }, 16);
    expect((plan?.cellMs ?? 0) * ((plan?.perRequest ?? 0) - 1)).toBeLessThanOrEqual(8 * HOUR);
  }
});

test("a stretch of days has no strip", () => {
  expect(planFilm({ from: NOW - 48 * HOUR, to: NOW }, 16)).toBeNull();
});
