/** How a reader writes times: a zone of the IANA database and a locale, undefined for the browser's. */
export type Place = { readonly zone: string; readonly locale: string | undefined };

/** The place of the first render, on the server and in the browser. */
export const UTC: Place = { zone: "UTC", locale: "en-GB" };

const DAY_MS = 86_400_000;
/** A local date and time, as the field `datetime-local` has it. */
const LOCAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?$/;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Makes each format once: making one takes far longer than using it. */
export function toFormat(place: Place, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([place, options]);
  const known =
    formats.get(key) ?? new Intl.DateTimeFormat(place.locale, { timeZone: place.zone, ...options });
  formats.set(key, known);
  return known;
}

/** The browser's zone. */
export function readZone(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  try {
    // Chromium may know no zone, and says so in a name that it does not take back: "Etc/Unknown".
    new Intl.DateTimeFormat("en", { timeZone });
    return timeZone;
  } catch {
    return UTC.zone;
  }
}

/** The short name of a zone at a time, or its offset: "UTC", "CET", "GMT+5:45". */
export function zoneName(time: number, place: Place): string {
  const parts = toFormat(place, { timeZoneName: "short" }).formatToParts(time);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? place.zone;
}

/** A local date, "Sun 29 Nov". In the first render by rules that all browsers and Node.js share, unlike `Intl`'s. */
export function formatDay(time: number, place: Place): string {
  if (place === UTC) return new Date(time).toUTCString().slice(0, 11).replace(/, 0?/, " ");
  return toFormat(place, { weekday: "short", day: "numeric", month: "short" }).format(time);
}

/** The wall clock of a zone, written as ms since 1970 as if it were UTC. */
export function toLocal(time: number, zone: string): number {
  return time + toOffset(time, zone);
}

/**
 * The times at which a zone's wall clock shows a date and time: one or, in a repeated hour, two. For one that is skipped,
 * the time as far behind the gap, as `Date` does it.
 *
 * @param local as of `toLocal`
 */
export function fromLocal(local: number, zone: string): readonly [number, ...number[]] {
  const [early, late] = [toOffset(local - DAY_MS, zone), toOffset(local + DAY_MS, zone)];
  const times = (early === late ? [early] : [early, late])
    .map((offset) => local - offset)
    .filter((time) => toLocal(time, zone) === local)
    .sort((a, b) => a - b);
  const [first = local - early, ...rest] = times;
  return [first, ...rest];
}

/** The same wall-clock time some days later. In a repeated hour, the first one. */
export function addDays(time: number, days: number, zone: string): number {
  return fromLocal(toLocal(time, zone) + days * DAY_MS, zone)[0];
}

/** The times that a local date and time means, the earliest first: two in a repeated hour, none for another text. */
export function parseLocal(text: string, zone: string): readonly number[] {
  const local = LOCAL.test(text) ? Date.parse(`${text}Z`) : NaN;
  return Number.isNaN(local) ? [] : fromLocal(local, zone);
}

/** The value of a field `datetime-local` for a time. */
export function toLocalField(time: number, zone: string): string {
  return new Date(toLocal(time, zone)).toISOString().slice(0, 19);
}

/** The stretches of constant offset that cover a time span, each with its offset in ms. */
export function listOffsets(
  from: number,
  to: number,
  zone: string,
): readonly { from: number; offset: number }[] {
  const stretches = [{ from, offset: toOffset(from, zone) }];
  for (let start = from; start < to; start += DAY_MS) {
    const end = Math.min(to, start + DAY_MS);
    const [before, after] = [toOffset(start, zone), toOffset(end, zone)];
    if (before !== after) stretches.push({ from: findChange(start, end, zone), offset: after });
  }
  return stretches;
}

/** The first ms of the offset at the end of a span. It has another one at its beginning. */
function findChange(start: number, end: number, zone: string): number {
  const offset = toOffset(start, zone);
  let [last, first] = [start, end];
  while (first - last > 1) {
    const middle = Math.floor((last + first) / 2);
    if (toOffset(middle, zone) === offset) last = middle;
    else first = middle;
  }
  return first;
}

function toOffset(time: number, zone: string): number {
  if (zone === UTC.zone) return 0;
  const whole = Math.floor(time / 1_000) * 1_000;
  const options = {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  } as const;
  const format = toFormat({ zone, locale: "en-US" }, { ...options, second: "numeric", hourCycle: "h23" });
  const parts = format.formatToParts(whole).map(({ type, value }) => [type, Number(value)] as const);
  const {
    year = 0,
    month = 1,
    day = 1,
    hour,
    minute,
    second,
  } = Object.fromEntries<number | undefined>(parts);
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
}
