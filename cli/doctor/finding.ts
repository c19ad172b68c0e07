import { escapeText } from "#lib/http/escape.ts";
import { StoreError } from "#lib/store/store.ts";
import { toStoreFault } from "../bucket/fault.ts";
import { ProviderError } from "../provider-api/call.ts";
import { ADVICE, type AdviceCode, STORE_FAULTS } from "./advice/index.ts";
import type { Advice, State } from "./advice/advice.ts";

export type Finding = {
  readonly check: string;
  readonly state: State;
  /** What was seen. Never a secret. */
  readonly says: string;
  /** The key of its meaning and remedy in ADVICE; null for a check that passed. */
  readonly code: AdviceCode | null;
};

export function pass(check: Advice["check"], says: string): Finding {
  return { check, state: "ok", says, code: null };
}

export function finding(code: AdviceCode, says: string): Finding {
  const { check, state } = ADVICE[code];
  return { check, state, says, code };
}

export function toStoreFinding(error: unknown): Finding {
  const { kind, says } = toStoreFault(error instanceof StoreError ? error.cause : error);
  return finding(STORE_FAULTS[kind], says);
}

/** The finding of a failed call to the provider or the store. @throws other errors */
export function toFinding(error: unknown): Finding {
  if (error instanceof StoreError) return toStoreFinding(error);
  if (!(error instanceof ProviderError)) throw error;
  return finding(error.fault === "unauthorized" ? "provider-unauthorized" : "provider-fails", error.message);
}

const LABELS = { ok: "ok  ", warn: "WARN", fail: "FAIL", skip: "skip" } as const;
export const COLOURS = { ok: "green", warn: "yellow", fail: "red", skip: "dim" } as const;
const CHECK_WIDTH = 16;

/** A check that was not possible. @param needs what it needs, and what is missing or unusable */
export function notRun(check: Advice["check"], needs: string): Finding {
  return { check, state: "skip", says: `not run: it needs ${needs}`, code: null };
}

/** Findings of one code: a line, one more for each other finding, then their meaning and remedy. */
export function format(first: Finding, ...others: readonly Finding[]): string {
  const { check, state, says, code } = first;
  const indent = `\n${" ".repeat(6 + CHECK_WIDTH)}`;
  const more = others.map((other) => indent + escapeText(other.says));
  const line = `${LABELS[state]}  ${check.padEnd(CHECK_WIDTH)}${escapeText(says)}${more.join("")}`;
  if (code === null) return line;
  const { means, todo } = ADVICE[code];
  return `${line}${indent}${means}${indent}-> ${todo}  [${code}]`;
}

/** Groups findings of the same code, in the order of the first of each. */
export function groupEqual(findings: readonly Finding[]): [Finding, ...Finding[]][] {
  const groups = new Map<AdviceCode | symbol, [Finding, ...Finding[]]>();
  for (const one of findings) {
    const known = one.code === null ? undefined : groups.get(one.code);
    if (known === undefined) groups.set(one.code ?? Symbol(), [one]);
    else known.push(one);
  }
  return [...groups.values()];
}

export function summarise(findings: readonly Finding[]) {
  const count = (state: State) => findings.filter((one) => one.state === state).length;
  const states = ["ok", "warn", "fail", "skip"] as const;
  return {
    ok: count("fail") === 0,
    says: states.map((state) => `${LABELS[state].trim()}: ${count(state)}`).join(", "),
    verdicts: findings.map((one) => (one.code === null ? one : { ...one, todo: ADVICE[one.code].todo })),
  };
}
