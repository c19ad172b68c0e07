import { expect, test } from "vitest";
import { formatMoment } from "#components/time/moment.tsx";

test("a moment names its zone, before and after hydration", () => {
  const time = Date.parse("2026-11-29T07:22:38Z");
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  expect(formatMoment(time, false)).toBe("2026-11-29 07:22:38 UTC");
  const name = new Intl.DateTimeFormat(undefined, { timeZone, timeZoneName: "short" })
    .formatToParts(time)
    .at(-1)?.value;
  expect(formatMoment(time, true)).toMatch(new RegExp(` ${name}$`));
});
