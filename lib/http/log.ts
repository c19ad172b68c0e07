export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;
export type Log = (event: string, fields: LogFields) => void;

/**
 * Writes one event as one line of JSON to standard output. Whoever calls it chooses the fields: never a header,
 * a URL that is signed, or a setting.
 */
export const log: Log = (event, fields) => {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), event, ...fields })}\n`);
};

/** The name, message and code of an error and of what caused it, as far as they help an operator. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause =
    error.cause instanceof Error && !error.message.includes(error.cause.message) ? error.cause : null;
  return cause === null ? error.message : `${error.message} (${cause.name}: ${cause.message})`;
}
