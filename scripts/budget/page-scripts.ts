import { brotliCompressSync, gzipSync } from "node:zlib";

/** Bytes of all scripts of a page, each compressed by itself, as they travel. */
export type ScriptBytes = { readonly files: number; readonly gzip: number; readonly brotli: number };

/** The addresses of the scripts that a browser of today loads for a page: those for old ones are marked. */
export function scriptsOf(html: string): string[] {
  const tags = html.match(/<script\b[^>]*>/gi) ?? [];
  const sources = tags.flatMap((tag) => {
    const source = /\bsrc="([^"]+)"/.exec(tag)?.[1];
    return source === undefined || /\bnomodule\b/i.test(tag) ? [] : [source];
  });
  const preloaded = [...html.matchAll(/<link\b[^>]*\bhref="([^"]+\.js[^"]*)"[^>]*>/gi)]
    .filter(([tag]) => /\brel="(?:module)?preload"/.test(tag))
    .map(([, href = ""]) => href);
  return [...new Set([...sources, ...preloaded])];
}

/** @param read gives what lies at an address */
export async function weigh(html: string, read: (address: string) => Promise<Buffer>): Promise<ScriptBytes> {
  const bodies = await Promise.all(scriptsOf(html).map(read));
  const total = (compress: (body: Buffer) => Buffer) =>
    bodies.reduce((sum, body) => sum + compress(body).length, 0);
  return { files: bodies.length, gzip: total(gzipSync), brotli: total(brotliCompressSync) };
}
