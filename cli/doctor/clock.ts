import { fine, found, type Verdict } from "./verdict.ts";

/** Frames that seem to be made later than this are refused. */
const OFF_MS = 120_000;
const DRIFTS_MS = 20_000;

/** @param ahead by how much the store's clock is ahead of this machine's, ms; null when it does not tell */
export function clockVerdict(ahead: number | null): Verdict {
  // A store that tells no time refuses what is signed at a wrong one.
  if (ahead === null) return fine("clock", "the store takes what is signed at this machine's time");
  const off = Math.abs(ahead);
  if (off <= DRIFTS_MS) return fine("clock", "within seconds of the store's");
  const says = `${Math.round(off / 1000)} s ${ahead > 0 ? "behind" : "ahead of"} the store's`;
  return found(off > OFF_MS ? "clock-off" : "clock-drifts", says);
}
