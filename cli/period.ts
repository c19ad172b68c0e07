import { InvalidArgumentError } from "commander";
import { UsageError } from "./command.ts";

/** From and to, both included, ms since 1970. */
export type Period = { readonly from: number; readonly to: number };

const UNITS_MS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** Parses a length of time such as `7d`, in ms. */
export function parseLength(text: string): number {
  const [, count, unit = ""] = /^([1-9]\d{0,4})([mhdw])$/.exec(text) ?? [];
  const ms = Number(count) * (UNITS_MS[unit] ?? NaN);
  if (Number.isNaN(ms)) throw new InvalidArgumentError("It must be a length such as 30m, 12h, 7d or 8w.");
  return ms;
}

/** Parses a time, in ms since 1970. Without a zone it is this machine's time. */
export function parseTime(text: string): number {
  const time = ISO.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) {
    throw new InvalidArgumentError(
      "It must be a time such as 2026-11-23, 2026-11-23T14:00 (local) or 2026-11-23T14:00Z.",
    );
  }
  return time;
}

export function toPeriod(
  { last, from, to }: { readonly last?: number; readonly from?: number; readonly to?: number },
  now: number,
): Period {
  const end = to ?? now;
  const start = from ?? end - (last ?? NaN);
  if ((last === undefined) === (from === undefined)) throw new UsageError("use --from (and --to), or --last");
  if (start >= end) throw new UsageError("the period ends before it begins");
  return { from: start, to: end };
}
