// The limits of the parameters of APIs, apart from those of pages (parameters.ts), which browsers load.
import { MAX_STREAMS } from "./past.ts";

/** A number of an API: a time in ms, seconds or a count. */
export const WHOLE_NUMBER = /^\d{1,13}$/;
/** No valid query of an API has more. Reading thousands of them takes seconds. */
export const MAX_PARAMETERS = MAX_STREAMS + 3;

const VERSION = /^[\w-]{1,64}$/;

/** Reads the version of a wall that a viewer has; null for anything that is none. */
export function parseVersion(value: string | null): string | null {
  return value !== null && VERSION.test(value) ? value : null;
}
