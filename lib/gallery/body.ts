import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Changes, Tiles } from "./wall.ts";

const compress = promisify(gzip);

/** Shorter ones fit into a packet as they are. */
const LEAST_COMPRESSED = 1_000;

export type Body = {
  readonly text: string;
  /** Undefined where it is not worth it. */
  readonly compressed: () => Promise<Buffer<ArrayBuffer>> | undefined;
};

const made = new WeakMap<object, Body & { readonly version: string }>();

/**
 * A state of the wall, or what changed, in JSON. It is written and compressed once, however many viewers are told it: of ten thousand tiles, both
 * together take a third of a second.
 *
 * @param of what stays the very same object while the state does
 */
export function bodyOf(value: Tiles | Changes, of: object = value): Body {
  const known = made.get(of);
  if (known?.version === value.version) return known;
  const text = JSON.stringify(value);
  let compressed: Promise<Buffer<ArrayBuffer>> | undefined;
  const body = {
    version: value.version,
    text,
    compressed: () => (text.length < LEAST_COMPRESSED ? undefined : (compressed ??= compress(text))),
  };
  made.set(of, body);
  return body;
}

/** Whether a viewer takes gzip (RFC 9110, 12.5.3). */
export function takesGzip(acceptEncoding: string | null): boolean {
  return /(?:^|[\s,])gzip\s*(?:,|$|;\s*q=(?:1|0\.0*[1-9]))/i.test(acceptEncoding ?? "");
}
