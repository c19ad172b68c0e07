import { brotliCompressSync, gzipSync } from "node:zlib";

/** The limit for what a page loads by itself above an empty page, and for a part that it loads on use; gzip. */
export const PAGE_BYTES = 25_000;
const PART_BYTES = 15_000;

/** Bytes of scripts, each compressed by itself, as they travel. */
export type ScriptBytes = { readonly files: number; readonly gzip: number; readonly brotli: number };

/** What counts against a budget. */
export type Weight = ScriptBytes & {
  readonly name: string;
  /** A page's are above an empty page, gzip. */
  readonly own: number;
  readonly limit: number;
};

export function weigh(bodies: readonly Buffer[]): ScriptBytes {
  const total = (compress: (body: Buffer) => Buffer) =>
    bodies.reduce((sum, body) => sum + compress(body).length, 0);
  return { files: bodies.length, gzip: total(gzipSync), brotli: total(brotliCompressSync) };
}

/** Scripts of a page, above an empty one. */
export function toPageWeight(name: string, bodies: readonly Buffer[], empty: ScriptBytes): Weight {
  const bytes = weigh(bodies);
  return { name, ...bytes, own: bytes.gzip - empty.gzip, limit: PAGE_BYTES };
}

/** Scripts of a part, beyond those of its page. */
export function toPartWeight(name: string, bodies: readonly Buffer[]): Weight {
  const bytes = weigh(bodies);
  return { name, ...bytes, own: bytes.gzip, limit: PART_BYTES };
}

export function findFaults(weights: readonly Weight[]): string[] {
  return weights.flatMap(({ name, files, own, limit }) => {
    if (files === 0) return [`${name} loads no script at all`];
    return own > limit ? [`${name} is ${own - limit} bytes over the budget of ${limit}`] : [];
  });
}

/** One line for each. */
export function describeWeights(empty: ScriptBytes, weights: readonly Weight[]): string[] {
  const describe = (name: string, { files, gzip, brotli }: ScriptBytes, own: number, limit: number) =>
    `${name}: ${files} scripts, ${gzip} bytes gzip, ${brotli} brotli; ${own} of ${limit}`;
  return [
    `an empty page: ${empty.files} scripts, ${empty.gzip} bytes gzip, ${empty.brotli} brotli`,
    ...weights.map((weight) => describe(weight.name, weight, weight.own, weight.limit)),
  ];
}
