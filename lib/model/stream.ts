/**
 * What a viewer knows and what lasts across reconnects: `<account>/<name>` at the provider.
 * The name is free text, slashes included.
 */
export type Stream = { readonly account: string; readonly name: string };

const ACCOUNT = /^[A-Za-z0-9_-]{1,64}$/;
const FEED = /^[A-Za-z0-9_-]{1,64}$/;
const CONTROL_OR_HALF_CHARACTER = /[\p{Cc}\p{Cs}]/u;

/**
 * The longest name, the longest source, and the longest that both are together, in bytes once percent-encoded: S3 allows
 * keys of 1,024 bytes, and the longest keys contain both. Latin and Cyrillic names may have all of the provider's 128
 * characters, Chinese ones 85.
 */
const MAX_NAME_BYTES = 770;
const MAX_SOURCE_BYTES = 120;
const MAX_TOGETHER_BYTES = 790;

/** Splits a stream id at its first slash. Null when it is no stream id that a key could hold. */
export function parseStream(id: string): Stream | null {
  const slash = id.indexOf("/");
  if (slash === -1) return null;
  const account = id.slice(0, slash);
  const name = id.slice(slash + 1);
  return ACCOUNT.test(account) && isText(name, MAX_NAME_BYTES) ? { account, name } : null;
}

/** The provider's own spelling of a stream. */
export function streamId(stream: Stream): string {
  return `${stream.account}/${stream.name}`;
}

/** The account of the doctor's own hooks, and the name of the stream that it has the provider send a test hook for. */
export const DOCTOR = "livewall-doctor";

/** Whether a stream has only test hooks of the doctor. Walls and their past leave it out. */
export function isTestStream({ account, name }: Stream): boolean {
  return account === DOCTOR || name === DOCTOR;
}

/** Whether a text can be a source id of some stream: what the publisher chose, or "" for none. */
export function isSource(text: string): boolean {
  return text === "" || isText(text, MAX_SOURCE_BYTES);
}

/** How many bytes a source of this stream may have, once percent-encoded. */
export function maxSourceBytes({ name }: Stream): number {
  return Math.min(MAX_SOURCE_BYTES, MAX_TOGETHER_BYTES - encodeURIComponent(name).length);
}

/** Whether a text has the shape of a feed id. The provider sends UUIDs and promises nothing. */
export function isFeedId(text: string): boolean {
  return FEED.test(text);
}

function isText(text: string, maxEncodedBytes: number): boolean {
  return (
    text !== "" &&
    text.length <= maxEncodedBytes &&
    !CONTROL_OR_HALF_CHARACTER.test(text) &&
    encodeURIComponent(text).length <= maxEncodedBytes
  );
}
