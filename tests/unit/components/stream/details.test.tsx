import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { OnAir } from "#components/stream/coverage-marks.ts";
import { Details } from "#components/stream/details.tsx";
import { PageTime } from "#components/time/clock.ts";

const NOON = Date.UTC(2026, 10, 30, 12);
const MINUTE = 60_000;

const words = (onAir: Omit<OnAir, "since" | "isEarlier">) => {
  const history = { shown: null, download: null, around: [], until: null };
  const broadcast = { since: NOON - 50 * MINUTE, isEarlier: false, ...onAir };
  return renderToStaticMarkup(
    <PageTime value={{ now: NOON, asOf: NOON }}>
      <Details history={history} account="X" watch="/" onAir={broadcast} />
    </PageTime>,
  ).replaceAll(/<[^>]+>/g, " ");
};

test.each([
  ["now", { until: "now", at: null }, /On air since +11:10:00 UTC *, 50 min/],
  ["the moment that is shown", { until: "now", at: NOON - 38 * MINUTE }, /On air since .*, 12 min/],
  ["its end", { until: NOON - 20 * MINUTE, at: NOON - 38 * MINUTE }, /On air .* to .*, 30 min/],
] as const)("the length of a broadcast counts to %s", (_, onAir, text) => {
  expect(words(onAir)).toMatch(text);
});
