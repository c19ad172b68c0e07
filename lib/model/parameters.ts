// The limits of the parameters of pages, which anybody may write. Browser and server read them in the same way.

/** Parameters by name, as Next has them: a repeated one is an array. */
export type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Characters (UTF-16) of a search. The longest id of a stream has 193: an account of 64 and a name of 128. */
export const MAX_SEARCH_LENGTH = 200;
/** Further words of a search are ignored. */
export const MAX_SEARCH_WORDS = 10;
/** Of an address of a page. The longest one names a stream of 770 characters that all take three bytes. */
export const MAX_ADDRESS_LENGTH = 3_000;
/** ms since 1970: 13 digits, as in the times of frames. */
const MAX_TIME = 9_999_999_999_999;

/** An instant of ISO 8601, with its zone: without one, browser and server would read different instants. */
const MOMENT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/;

/** Reads the parameters of an address. One that is repeated is a list without values: no parameter of a page may be. */
export function readParameters(parameters: URLSearchParams): Parameters {
  const read: Record<string, string | readonly string[]> = {};
  for (const [name, value] of parameters) read[name] = Object.hasOwn(read, name) ? [] : value;
  return read;
}

/** Reads a search; "" where there is none. Control characters become spaces, as a search field has them. */
export function parseSearch(value: unknown): string {
  if (typeof value !== "string") return "";
  return value.slice(0, MAX_SEARCH_LENGTH).replaceAll(/[\p{Cc}\p{Cs}]/gu, " ");
}

/** Reads a moment, ms since 1970; null for anything else. */
export function parseMoment(value: unknown): number | null {
  const time = typeof value === "string" && MOMENT.test(value) ? Date.parse(value) : NaN;
  return time >= 0 && time <= MAX_TIME ? time : null;
}
