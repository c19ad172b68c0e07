import { randomBytes } from "node:crypto";

declare const keyBrand: unique symbol;

/** A key that signs links; only `parseAccessKey` makes one, so it is never weak. */
export type AccessKey = {
  readonly id: string;
  readonly secret: Uint8Array;
  readonly [keyBrand]: true;
};

/** The minimum for HS256 (RFC 7518, 3.2). */
const MIN_BYTES = 32;
/** 32 random bytes have fewer different values about once in 10^20; a phrase or a row of zeros always has. */
const MIN_DIFFERENT_BYTES = 16;
const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/;
const LINK_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Reads `<id>:<base64 of at least 32 random bytes>`. Returns null for anything else. */
export function parseAccessKey(text: string): AccessKey | null {
  const colon = text.indexOf(":");
  const [id, base64] = [text.slice(0, colon), text.slice(colon + 1)];
  const secret = Buffer.from(base64, "base64");
  const isWhole = secret.toString("base64") === base64;
  const isStrong = secret.length >= MIN_BYTES && new Set(secret).size >= MIN_DIFFERENT_BYTES;
  return KEY_ID.test(id) && isWhole && isStrong ? ({ id, secret } as unknown as AccessKey) : null;
}

/** Makes a key, written as in the setting. */
export function newAccessKey(id: string): string {
  return `${id}:${randomBytes(MIN_BYTES).toString("base64")}`;
}

export function isLinkId(text: string): boolean {
  return LINK_ID.test(text);
}
