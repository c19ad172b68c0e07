import { ADVICE, type AdviceCode } from "./advice/index.ts";
import type { Advice, State } from "./advice/types.ts";

export type Verdict = {
  readonly check: string;
  readonly state: State;
  /** What was seen. Never a secret. */
  readonly says: string;
  /** What to do about it is in ADVICE; null when there is nothing to do. */
  readonly code: AdviceCode | null;
};

export function fine(check: Advice["check"], says: string): Verdict {
  return { check, state: "ok", says, code: null };
}

export function found(code: AdviceCode, says: string): Verdict {
  const { check, state } = ADVICE[code];
  return { check, state, says, code };
}
