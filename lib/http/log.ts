export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;
export type Log = (event: string, fields: LogFields) => void;

/**
 * Writes one event as one line of JSON to standard output. Whoever calls it chooses the fields: never a header,
 * a URL that is signed, or a setting.
 */
export const log: Log = (event, fields) => {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), event, ...fields })}\n`);
};

/** An error and what caused it, in words, as far as they help an operator. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const words = error instanceof AggregateError ? describeParts(error) : error.message || error.name;
  return cause === undefined || describes(words, cause)
    ? words
    : `${words} (${nameOf(cause)}${describeError(cause)})`;
}

/** A connection that was tried at several addresses has a part, and no message, for each. */
function describeParts(error: AggregateError): string {
  const parts: readonly unknown[] = error.errors;
  return [error.message, ...parts.map(describeError)].filter((part) => part !== "").join("; ");
}

function describes(words: string, cause: unknown): boolean {
  return cause instanceof Error && cause.message !== "" && words.includes(cause.message);
}

function nameOf(cause: unknown): string {
  return cause instanceof Error && cause.message !== "" ? `${cause.name}: ` : "";
}
