import { createHash, randomUUID } from "node:crypto";
import { splitFile } from "./entry.ts";

/** The ending of waiting entries. */
export const ENTRY = ".hook";
/** The endings of files that are kept aside for an operator: never stored by the store, or changed on the disk. */
export const ASIDE = { rejected: ".rejected", damaged: ".damaged" } as const;

export type Aside = keyof typeof ASIDE;

/** In hexadecimal digits. */
export const DIGEST_LENGTH = 32;
/** Former versions wrote the digest of the content only, or none. */
const DIGESTS = /(?:-([0-9a-f]{32}))?-([0-9a-f]{32})\.hook(?:\.[a-z]+)?$/;

/** Makes the name of an entry's file, with the digests of its first line and of its content. */
export function createName(order: number, file: Uint8Array): string {
  const { line } = splitFile(file);
  return `${order}-${randomUUID()}-${digest(line)}-${hashContent(file)}${ENTRY}`;
}

/** Returns when an entry was written, ms since 1970; null for a foreign name. */
export function parseArrival(name: string): number | null {
  const [, microseconds] = /^(\d{16})-/.exec(name) ?? [];
  return microseconds === undefined ? null : Number(microseconds) / 1000;
}

/** Identifies the signed content of an entry's file, whatever its headers say: its picture, or the whole of an event. */
export function hashContent(file: Uint8Array): string {
  const { picture } = splitFile(file);
  return digest(picture.byteLength > 0 ? picture : file);
}

/** The digest of the content that a name holds; null for a foreign name. */
export function parseContent(name: string): string | null {
  return DIGESTS.exec(name)?.[2] ?? null;
}

/** Tells whether the bytes of a file are those that were written under its name, as far as the name says. */
export function isIntact(name: string, file: Uint8Array): boolean {
  const [, line, content] = DIGESTS.exec(name) ?? [];
  if (content !== undefined && content !== hashContent(file)) return false;
  return line === undefined || line === digest(splitFile(file).line);
}

function digest(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, DIGEST_LENGTH);
}
