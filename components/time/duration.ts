/** The units from the largest, in seconds. From this many of the next smaller one on, a unit is used. */
const UNITS = [
  { name: "d", seconds: 86_400, from: 48 * 3_600 },
  { name: "h", seconds: 3_600, from: 120 * 60 },
  { name: "min", seconds: 60, from: 60 },
] as const;

/** Up to this many seconds, minutes have seconds beside them. */
const COARSE_S = 120;
const PRECISE_S = 60 * 60;

/**
 * A compact duration: "9 s", "1 min 20 s", "46 min", "3 h", "5 d". It is rounded down, so that it never says more than has
 * passed.
 *
 * @param write formats a number for the reader
 * @param isPrecise with seconds up to an hour, not only up to two minutes
 */
export function formatDuration(ms: number, write: (count: number) => string, isPrecise = false): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const unit = UNITS.find(({ from }) => seconds >= from);
  if (unit === undefined) return `${write(seconds)} s`;
  const whole = `${write(Math.floor(seconds / unit.seconds))} ${unit.name}`;
  const rest = seconds % 60;
  const hasSeconds = seconds < (isPrecise ? PRECISE_S : COARSE_S) && rest > 0;
  return hasSeconds ? `${whole} ${write(rest)} s` : whole;
}
