import { toFormat, UTC, type Place } from "./format.ts";

/** A date, "Sun 29 Nov" in all variants of English, which differ in its order, its comma and "Sept". */
export function formatDay(time: number, { zone, locale }: Place, hasYear = false): string {
  const options = { weekday: "short", day: "numeric", month: "short" } as const;
  const isEnglish = locale.startsWith("en");
  const format = toFormat(
    { zone, locale: isEnglish ? UTC.locale : locale },
    hasYear ? { ...options, year: "numeric" } : options,
  );
  if (!isEnglish) return format.format(time);
  const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
  return [parts.weekday, parts.day, parts.month, parts.year].join(" ").trim();
}

/** A date, with its year unless it is this year. The first render has none: the browser's clock may be in another year. */
export function formatDate(time: number, place: Place): string {
  const format = toFormat(place, { year: "numeric" });
  return formatDay(time, place, place !== UTC && format.format(time) !== format.format(Date.now()));
}
