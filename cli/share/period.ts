import { UsageError } from "../dispatch/dispatch.ts";

const UNITS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Reads a period such as `7d`, in ms. @throws UsageError */
export function parsePeriod(text: string, mostDays: number): number {
  const [, count, unit = ""] = /^([1-9]\d{0,4})([mhdw])$/.exec(text) ?? [];
  const ms = Number(count) * (UNITS_MS[unit] ?? NaN);
  if (!(ms <= mostDays * 86_400_000)) {
    throw new UsageError(`--for takes a period such as 30m, 12h, 7d or 8w, ${mostDays} days at most`);
  }
  return ms;
}
