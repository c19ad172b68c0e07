import { toFormat, UTC } from "./format.ts";

const DAY_MS = 86_400_000;
/** A local date and time, as the field `datetime-local` has it. */
const LOCAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?$/;

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
