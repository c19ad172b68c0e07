import { createHmac, timingSafeEqual } from "node:crypto";

declare const secretBrand: unique symbol;

/** The decoded bytes of a webhook secret; only `parseSecret` makes one, so it is never blank. */
export type Secret = Uint8Array & { readonly [secretBrand]: true };

const SIGNATURE = /^sha1=([0-9a-f]{40})$/;

/**
 * Decodes one webhook secret as the provider's REST API returns it: standard base64 with padding.
 *
 * Node decodes anything and keeps what it can, and HMAC accepts an empty key: a mistyped or blank secret would
 * quietly become another, guessable one. So only the canonical encoding is accepted.
 *
 * @returns null when the text is blank or not base64
 */
export function parseSecret(text: string): Secret | null {
  const bytes = Buffer.from(text, "base64");
  return text === "" || bytes.toString("base64") !== text ? null : (bytes as Uint8Array as Secret);
}

/**
 * The value of the `x-millicast-signature` header for a body: `sha1=` and 40 lower-case hex digits.
 *
 * Source: the provider's webhook documentation, "Verifying the request".
 */
export function sign(secret: Secret, body: Uint8Array): string {
  return `sha1=${digest(secret, body).toString("hex")}`;
}

/** Whether a header could be a signature of anything. */
export function isSignature(header: string | null): header is string {
  return header !== null && SIGNATURE.test(header);
}

/**
 * Finds the secret that signed the body, in constant time for each secret and without an early exit, so
 * that the time tells neither how much of a forged signature was right nor which secret is in use.
 *
 * @param header the signature header as received, null when there is none
 * @returns the position of the secret in `secrets`, or null when the header is missing, malformed or wrong
 */
export function verify(secrets: readonly Secret[], body: Uint8Array, header: string | null): number | null {
  const hex = SIGNATURE.exec(header ?? "")?.[1];
  if (hex === undefined) return null;
  const claimed = Buffer.from(hex, "hex");
  let match: number | null = null;
  secrets.forEach((secret, position) => {
    if (timingSafeEqual(digest(secret, body), claimed)) match ??= position;
  });
  return match;
}

function digest(secret: Secret, body: Uint8Array): Buffer {
  return createHmac("sha1", secret).update(body).digest();
}
