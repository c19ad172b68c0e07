export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;
export type Log = (event: string, fields: LogFields) => void;

/** Writes one event as one line of JSON to standard output. Never pass a header, a signed URL or a setting. */
export const log: Log = (event, fields) => {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), event, ...fields })}\n`);
};

/** Describes an error and its causes for an operator. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const words = error instanceof AggregateError ? describeParts(error) : error.message || error.name;
  if (cause === undefined) return words;
  const hasMessage = cause instanceof Error && cause.message !== "";
  if (hasMessage && words.includes(cause.message)) return words;
  return `${words} (${hasMessage ? `${cause.name}: ` : ""}${describeError(cause)})`;
}

/** A failed connection to several addresses has an error for each, and no message of its own. */
function describeParts(error: AggregateError): string {
  const parts: readonly unknown[] = error.errors;
  return [error.message, ...parts.map(describeError)].filter((part) => part !== "").join("; ");
}

const MAX_LINES_PER_SECOND = 50;

/** Returns the number of events without a line since the last line; null for no line. @param now ms since 1970 */
export type LineLimit = (now: number) => { readonly unlogged: number } | null;

/** Limits the lines of events that anybody can cause: a flood must not fill the disk. */
export function createLineLimit(): LineLimit {
  let second = 0;
  let lines = 0;
  let unlogged = 0;
  return (now) => {
    const current = Math.floor(now / 1000);
    if (current !== second) [second, lines] = [current, 0];
    lines += 1;
    if (lines > MAX_LINES_PER_SECOND) {
      unlogged += 1;
      return null;
    }
    const line = { unlogged };
    unlogged = 0;
    return line;
  };
}
