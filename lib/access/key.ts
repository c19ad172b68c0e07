import { randomBytes } from "node:crypto";

declare const keyBrand: unique symbol;

/** A key that signs links; only `parseAccessKey` and `newAccessKey` make one, so it is never weak. */
export type AccessKey = {
  readonly id: string;
  readonly secret: Uint8Array;
  readonly [keyBrand]: true;
};

/** What HS256 needs at least (RFC 7518, 3.2). */
const LEAST_BYTES = 32;
/** 32 random bytes have fewer different values about once in 10^20; a phrase or a row of zeros always has. */
const LEAST_DIFFERENT = 16;
const ID = /^[A-Za-z0-9_-]{1,32}$/;

/** Reads `<id>:<base64 of at least 32 random bytes>`. Null when it is no such key. */
export function parseAccessKey(text: string): AccessKey | null {
  const colon = text.indexOf(":");
  const [id, base64] = [text.slice(0, colon), text.slice(colon + 1)];
  const secret = Buffer.from(base64, "base64");
  const isWhole = secret.toString("base64") === base64;
  const isStrong = secret.length >= LEAST_BYTES && new Set(secret).size >= LEAST_DIFFERENT;
  return ID.test(id) && isWhole && isStrong ? ({ id, secret } as unknown as AccessKey) : null;
}

/** A new key as the setting has it. */
export function newAccessKey(id: string): string {
  return `${id}:${randomBytes(LEAST_BYTES).toString("base64")}`;
}
