import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

export type Encoding = "br" | "gzip";

/** Below this, compression saves no packet. */
const MIN_BYTES = 1_000;
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

const ENCODERS = {
  br: (body: Buffer) => promisify(brotliCompress)(body, BROTLI),
  gzip: (body: Buffer) => promisify(gzip)(body),
} as const;

/** A body that is compressed once, when the first client asks for it. */
export type Encodable = {
  readonly length: number;
  readonly isCompressible: boolean;
  /** @returns the body and its encoding; null for none */
  readonly encoded: (encoding: Encoding | null) => Promise<{ body: Buffer; encoding: Encoding | null }>;
};

export function toEncodable(plain: Buffer): Encodable {
  const isCompressible = plain.byteLength >= MIN_BYTES;
  const known = new Map<Encoding, Promise<Buffer>>();
  return {
    length: plain.byteLength,
    isCompressible,
    async encoded(encoding) {
      if (encoding === null || !isCompressible) return { body: plain, encoding: null };
      const compressed = known.get(encoding) ?? ENCODERS[encoding](plain);
      known.set(encoding, compressed);
      return { body: await compressed, encoding };
    },
  };
}

/** A body that was compressed before, or never is. */
export function toStored(plain: Buffer, compressed: ReadonlyMap<string, Buffer>): Encodable {
  return {
    length: plain.byteLength,
    isCompressible: compressed.size > 0,
    encoded(encoding) {
      const body = encoding === null ? undefined : compressed.get(encoding);
      return Promise.resolve(body === undefined ? { body: plain, encoding: null } : { body, encoding });
    },
  };
}

/** Chooses an encoding for an Accept-Encoding header (RFC 9110, 12.5.3). The client's order of preference does not count. */
export function chooseEncoding(header: string | string[] | undefined): Encoding | null {
  const accepted = new Set(
    String(header ?? "")
      .toLowerCase()
      .split(",")
      .map((part) => part.split(";").map((word) => word.trim()))
      .filter(([, weight = "q=1"]) => !/^q=0(\.0*)?$/.test(weight))
      .map(([name]) => name),
  );
  return accepted.has("br") ? "br" : accepted.has("gzip") ? "gzip" : null;
}
