import { styleText } from "node:util";
import { plain } from "../world/plain.ts";
import { ADVICE } from "./advice/index.ts";
import type { State } from "./advice/types.ts";
import type { Verdict } from "./verdict.ts";

const LABELS = { ok: "ok  ", warn: "WARN", fail: "FAIL", skip: "skip" } as const;
const COLOURS = { ok: "green", warn: "yellow", fail: "red", skip: "dim" } as const;
const CHECK_WIDTH = 16;

/** A verdict as a line, and below it what to do. */
export function describe({ check, state, says, code }: Verdict, hasColours: boolean): string {
  const label = hasColours
    ? styleText(COLOURS[state], LABELS[state], { validateStream: false })
    : LABELS[state];
  const line = `${label}  ${check.padEnd(CHECK_WIDTH)}${plain(says)}`;
  if (code === null) return line;
  const { means, todo } = ADVICE[code];
  const indent = `\n${" ".repeat(6 + CHECK_WIDTH)}`;
  return `${line}${indent}${means}${indent}-> ${todo}  [${code}]`;
}

export type Summary = {
  readonly ok: boolean;
  readonly says: string;
  readonly verdicts: readonly (Verdict & { readonly todo?: string })[];
};

export function summarise(verdicts: readonly Verdict[]): Summary {
  const count = (state: State) => verdicts.filter((verdict) => verdict.state === state).length;
  return {
    ok: count("fail") === 0,
    says: (["ok", "warn", "fail", "skip"] as const)
      .map((state) => `${LABELS[state].trim()}: ${count(state)}`)
      .join(", "),
    verdicts: verdicts.map((verdict) =>
      verdict.code === null ? verdict : { ...verdict, todo: ADVICE[verdict.code].todo },
    ),
  };
}
