import { ProviderError } from "../provider-api/error.ts";

const LIMIT = "Wait a minute, and run the command again: the provider takes 6 a minute for each stream.";
const LIVE =
  "Is it live, under this name? If so, wait a minute: the provider takes 6 a minute for each stream.";

/**
 * What the provider has against a picture of one stream, with what to do about it.
 *
 * What it answers at its limit is not documented: 429, or its 400 for whatever it refuses, told by its words.
 *
 * @throws all that is not about this stream alone
 */
export function refusalOf(error: unknown): string {
  if (!(error instanceof ProviderError)) throw error;
  const { fault, message } = error;
  if (fault === "limited" || (fault === "refused" && /too many|\b(rate|limit|exceeded)\b/i.test(message))) {
    return `${message}. ${LIMIT}`;
  }
  if (fault === "refused") return `${message}. ${LIVE}`;
  throw error;
}
