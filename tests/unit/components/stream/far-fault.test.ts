import { beforeEach, expect, test, vi } from "vitest";
import { findFarFault } from "#components/stream/far-fault.ts";
import { joinCoverage, NO_COVERAGE, toCoverage, type Coverage, type Span } from "#lib/model/coverage.ts";
import { isExact } from "#lib/model/stretches.ts";

const fetchJson = vi.hoisted(() => vi.fn<(address: string) => Promise<Coverage>>());
vi.mock("#components/data/fetch-json.ts", () => ({ fetchJson }));

const HOUR = 3_600_000;
const STEP = 30_000;
const LATEST = 800 * HOUR + 10 * 60_000;
const SEARCHED = { query: "stream=a", latest: LATEST };
const spanOfHour = (time: number): Span => [
  Math.floor(time / HOUR) * HOUR,
  Math.floor(time / HOUR) * HOUR + HOUR,
];

/** A stream that sends from a moment on, black at some, as a server tells of it. @param others black of another source */
function serve(begin: number, black: readonly number[], others: readonly number[] = []): void {
  const frames = Array.from({ length: Math.ceil((LATEST - begin) / STEP) }, (_, n) => begin + n * STEP).map(
    (time) => ({ feed: "a", time, faults: black.includes(time) ? (["black"] as const) : [] }),
  );
  fetchJson.mockImplementation((address) => {
    const asked = new URL(address, "http://wall").searchParams;
    const span: Span = [Number(asked.get("from")), Number(asked.get("to"))];
    if (isExact(span)) return Promise.resolve(toCoverage(frames, span, 0));
    return Promise.resolve(
      joinCoverage([
        {
          ...NO_COVERAGE,
          on: frames.map(({ time }) => spanOfHour(time)),
          faults: [...black, ...others].map((time) => ({ fault: "black", span: spanOfHour(time) })),
        },
      ]),
    );
  });
}

beforeEach(() => fetchJson.mockReset());

test("finds the picture of a fault, not the beginning of its hour", async () => {
  const begin = 700 * HOUR + 184_000;
  serve(begin, [begin]);
  expect(await findFarFault(SEARCHED, LATEST, -1)).toBe(begin);
  expect(await findFarFault(SEARCHED, begin - HOUR, 1)).toBe(begin);
});

test("finds none before the first picture, and none after the last fault", async () => {
  const begin = 700 * HOUR + 184_000;
  const last = 800 * HOUR + 4_000;
  serve(begin, [begin, last]);
  expect(await findFarFault(SEARCHED, begin, -1)).toBeNull();
  expect(await findFarFault(SEARCHED, last, 1)).toBeNull();
});

test("passes over the hours in which only another source had a fault", async () => {
  const begin = 500 * HOUR + 4_000;
  const black = begin + 100 * HOUR;
  serve(
    begin,
    [black],
    Array.from({ length: 50 }, (_, n) => black + n * HOUR),
  );
  expect(await findFarFault(SEARCHED, LATEST, -1)).toBe(black);
  expect(await findFarFault(SEARCHED, black, 1)).toBeNull();
});
