import { z } from "zod";
import type { Environment } from "./environment.ts";

/** One row of a table of settings. */
export type Setting<T = unknown> = {
  readonly schema: z.ZodType<T>;
  readonly meaning: string;
  /** The default, in Markdown. */
  readonly fallback: string;
  /** Never shown, and set as a secret where the platform knows the difference. */
  readonly isSecret?: true;
};

/** Settings by the names of their environment variables. */
export type Table = Readonly<Record<string, Setting>>;
export type Values<T extends Table> = { readonly [N in keyof T]: z.output<T[N]["schema"]> };

/** All faults of the settings in one message. It holds no value of a setting. */
export class SettingsError extends Error {
  override name = "SettingsError";
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(
      `Livewall cannot start, these settings are wrong:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`,
    );
    this.faults = faults;
  }
}

/** Returns a fault that no single setting shows, or null. */
export type Rule = (env: Environment) => string | null;

/** @throws SettingsError with all faults at once */
export function parseTable<T extends Table>(
  table: T,
  env: Environment,
  rules: readonly Rule[] = [],
): Values<T> {
  const parsed = Object.entries(table).map(([name, { schema }]) => ({
    name,
    ...schema.safeParse(env[name]),
  }));
  const faults = [
    ...parsed.flatMap(({ name, error }) => (error?.issues ?? []).map(({ message }) => `${name} ${message}`)),
    ...rules.map((rule) => rule(env)).filter((fault) => fault !== null),
  ];
  if (faults.length > 0) throw new SettingsError(faults);
  return Object.fromEntries(parsed.map(({ name, data }) => [name, data])) as Values<T>;
}

export function isSet(env: Environment, name: string): boolean {
  return toValue(env[name]) !== undefined;
}

/** A blank variable counts as absent. */
function toValue(text: unknown): unknown {
  return typeof text === "string" && text.trim() === "" ? undefined : text;
}

/** @param hint tells the operator what to set */
export function required<T>(hint: string, schema: z.ZodType<T, string>, meaning: string): Setting<T> {
  const present = z.string(`is missing: ${hint}`).pipe(schema);
  return { schema: z.preprocess(toValue, present), meaning, fallback: "required" };
}

/** @param fallback the documented default: what happens without the setting */
export function optional<T>(fallback: string, schema: z.ZodType<T>, meaning: string): Setting<T | undefined> {
  return { schema: z.preprocess(toValue, schema.optional()), meaning, fallback };
}

/** @param text the default, written as in the environment */
export function withDefault<T>(
  text: string,
  schema: z.ZodType<T>,
  meaning: string,
): Setting<T> & { readonly default: string } {
  return {
    schema: z.preprocess((value) => toValue(value) ?? text, schema),
    meaning: [meaning, schema.description].filter(Boolean).join(" "),
    fallback: `\`${text}\``,
    default: text,
  };
}

export function secret<T>(setting: Setting<T>): Setting<T> {
  return { ...setting, isSecret: true };
}
