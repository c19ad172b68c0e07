import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { CoverageTrack } from "#components/stream/coverage-track.tsx";
import { NO_COVERAGE, type Coverage } from "#lib/model/coverage.ts";

const MINUTE = 60_000;
const STRETCH = { from: 0, to: 60 * MINUTE };
const minutes = (from: number, to: number) => [from * MINUTE, to * MINUTE] as const;

/** What it tells in words. */
function wordsOf(coverage: Partial<Coverage> | null, isKnown = true): string {
  const all = coverage && { ...NO_COVERAGE, ...coverage };
  const html = renderToStaticMarkup(<CoverageTrack coverage={all} isKnown={isKnown} stretch={STRETCH} />);
  return html.replaceAll(/<[^>]+>/g, "");
}

test.each<[string, Partial<Coverage> | null]>([
  ["No pictures in this time", {}],
  ["On air once, and it goes on", { on: [minutes(0, 60)] }],
  ["On air 2 times, last until 1970-01-01 00:30:00 UTC", { on: [minutes(0, 10), minutes(20, 30)] }],
  ["When it was on is known only in part", { on: [minutes(20, 60)], unknown: [minutes(0, 20)] }],
  ["On air once, and it goes on", { on: [minutes(0, 60)], unknown: [minutes(59, 60)] }],
])("tells %s", (words, coverage) => {
  expect(wordsOf(coverage)).toContain(words);
});

test("tells nothing of a stretch that is not known", () => {
  expect(wordsOf({ on: [minutes(0, 60)] }, false)).toBe("");
  expect(wordsOf(null, false)).toBe("");
});
