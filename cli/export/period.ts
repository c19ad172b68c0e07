import { UsageError } from "../dispatch/dispatch.ts";

/** From and to, both included, ms since 1970. */
export type Period = { readonly from: number; readonly to: number };

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** Reads a period as it is given on the command line; without an end, it ends now. */
export function parsePeriod(
  given: {
    readonly last?: string | undefined;
    readonly from?: string | undefined;
    readonly to?: string | undefined;
  },
  now: number,
): Period {
  const { last, from, to } = given;
  if ((last === undefined) === (from === undefined)) throw new UsageError("say --from (and --to), or --last");
  const end = to === undefined ? now : parseTime(to, "--to");
  const start = from === undefined ? end - parseLength(last ?? "") : parseTime(from, "--from");
  if (start >= end) throw new UsageError("the period ends before it begins");
  return { from: start, to: end };
}

function parseTime(text: string, option: string): number {
  const time = ISO.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) {
    throw new UsageError(
      `${option} must be a time such as 2026-11-23, 2026-11-23T14:00 (here) or 2026-11-23T14:00Z`,
    );
  }
  return time;
}

function parseLength(text: string): number {
  const [, number, unit = ""] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  const ms = Number(number) * (UNITS[unit] ?? NaN);
  if (!(ms > 0)) throw new UsageError("--last must be a length such as 30m, 12h or 7d");
  return ms;
}
