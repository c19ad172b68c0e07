import { createTokenBucket, type TokenBucket } from "#lib/limiter.ts";
import { escapeJson } from "./escape.ts";

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Lines that share one bound on their rate. */
export type LineKind = { readonly name: string; readonly perSecond: number };

/** @param kind without one, the lines of the event */
export type Log = (event: string, fields: LogFields, kind?: LineKind) => void;

export type LogParts = {
  /** Gets a line with its end. */
  readonly write: (line: string) => unknown;
  /** ms since 1970 */
  readonly now: () => number;
  /** ms, of a clock that only goes forward. */
  readonly elapsed: () => number;
};

/** A flood fills no disk: one kind has at most 432 MB a day. */
const DEFAULT_PER_SECOND = 10;
/** As many seconds' worth of lines may come at once. */
const BURST_SECONDS = 5;
/** A longer line counts as several. */
const COUNTED_BYTES = 500;
/** Of a field, in characters. */
const MAX_TEXT_LENGTH = 2_000;

/**
 * Creates a log that writes an event as one line of JSON. Each kind of line has a bound on its rate. The next line of
 * the kind has the number of those that were left out, as `unlogged`.
 */
export function createLog({ write, now, elapsed }: LogParts): Log {
  const kinds = new Map<string, { readonly tokens: TokenBucket; unlogged: number }>();

  function findKind({ name, perSecond }: LineKind) {
    const known = kinds.get(name);
    if (known !== undefined) return known;
    const kind = { tokens: createTokenBucket(perSecond, perSecond * BURST_SECONDS, elapsed), unlogged: 0 };
    kinds.set(name, kind);
    return kind;
  }

  return (event, fields, { name, perSecond } = { name: event, perSecond: DEFAULT_PER_SECOND }) => {
    const kind = findKind({ name, perSecond });
    if (kind.tokens.wait() > 0) {
      kind.unlogged += 1;
      return;
    }
    const unlogged = kind.unlogged || undefined;
    kind.unlogged = 0;
    const line = { time: new Date(now()).toISOString(), event, ...fields, unlogged };
    const json = escapeJson(JSON.stringify(line, (_, value: unknown) => cut(value)));
    const bytes = Buffer.byteLength(json);
    for (let counted = 0; counted < bytes; counted += COUNTED_BYTES) kind.tokens.take();
    write(`${json}\n`);
  };
}

function cut(value: unknown): unknown {
  if (typeof value !== "string" || value.length <= MAX_TEXT_LENGTH) return value;
  return `${value.slice(0, MAX_TEXT_LENGTH)}…`;
}

type Shared = {
  readonly log: Log;
  write: LogParts["write"];
  isClaimed: boolean;
};

function createShared(): Shared {
  const shared: Shared = {
    write: (line) => process.stdout.write(line),
    isClaimed: false,
    log: createLog({
      write: (line) => shared.write(line),
      now: Date.now,
      elapsed: () => performance.now(),
    }),
  };
  return shared;
}

/** The server program and each bundle of Next have a copy of this module, but the rates are those of the process. */
const SHARED = Symbol.for("livewall.log");
const holder = globalThis as { [SHARED]?: Shared };
const shared = holder[SHARED] ?? createShared();
holder[SHARED] = shared;

/** Writes one event as one line of JSON to standard output. Never pass a header, a signed URL or a setting. */
export const log: Log = shared.log;

/**
 * Keeps standard output as it is now for the log, so that other code may get another one.
 *
 * @returns false if that was done before
 */
export function claimOutput(): boolean {
  if (shared.isClaimed) return false;
  const { stdout } = process;
  shared.write = stdout.write.bind(stdout);
  shared.isClaimed = true;
  return true;
}

const MAX_CAUSES = 5;

/** Describes an error and its causes for an operator. */
export function describeError(error: unknown): string {
  return describe(error, MAX_CAUSES);
}

/** @param depth causes of causes that are described; one may be its own cause */
function describe(error: unknown, depth: number): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const words = error instanceof AggregateError ? describeParts(error, depth) : error.message || error.name;
  if (cause === undefined || depth === 0) return words;
  const hasMessage = cause instanceof Error && cause.message !== "";
  if (hasMessage && words.includes(cause.message)) return words;
  return `${words} (${hasMessage ? `${cause.name}: ` : ""}${describe(cause, depth - 1)})`;
}

/** A failed connection to several addresses has an error for each, and no message of its own. */
function describeParts(error: AggregateError, depth: number): string {
  const parts: readonly unknown[] = depth === 0 ? [] : error.errors;
  const words = [error.message, ...parts.map((part) => describe(part, depth - 1))];
  return words.filter((part) => part !== "").join("; ");
}
