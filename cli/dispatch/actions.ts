import { UsageError } from "./dispatch.ts";

/** Splits off the first argument, which names what a command is to do. Null when help is asked for. */
export function actionOf<T extends string>(
  args: readonly string[],
  actions: readonly T[],
): { readonly action: T; readonly rest: string[] } | null {
  const [name, ...rest] = args;
  if (args.includes("--help") || args.includes("-h")) return null;
  const action = actions.find((known) => known === name);
  if (action === undefined) throw new UsageError(`say what to do: ${actions.join(", ")}`);
  return { action, rest };
}

/** @throws UsageError when the text is no number that the provider gives to things */
export function idOf(text: string, what: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`"${text}" is not the number of a ${what}`);
  return Number(text);
}
