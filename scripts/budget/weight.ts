import { brotliCompressSync, gzipSync } from "node:zlib";

/** The limit for a page's scripts above those of an empty page, gzip. */
export const BUDGET_BYTES = 25_000;

/** Bytes of all scripts of a page, each compressed by itself, as they travel. */
export type ScriptBytes = { readonly files: number; readonly gzip: number; readonly brotli: number };

export type PageWeight = ScriptBytes & {
  readonly page: string;
  /** Above an empty page, gzip. */
  readonly own: number;
};

/** The addresses of the scripts that a current browser loads for a page. Scripts for old browsers are marked. */
export function listScripts(html: string): string[] {
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

/** @param read reads the file at an address */
export async function weigh(html: string, read: (address: string) => Promise<Buffer>): Promise<ScriptBytes> {
  const bodies = await Promise.all(listScripts(html).map(read));
  const total = (compress: (body: Buffer) => Buffer) =>
    bodies.reduce((sum, body) => sum + compress(body).length, 0);
  return { files: bodies.length, gzip: total(gzipSync), brotli: total(brotliCompressSync) };
}

export function findFaults(pages: readonly PageWeight[]): string[] {
  return pages.flatMap(({ page, files, own }) => {
    if (files === 0) return [`${page} loads no script at all`];
    const over = own - BUDGET_BYTES;
    return over > 0 ? [`${page} is ${over} bytes over the budget of ${BUDGET_BYTES}`] : [];
  });
}

/** One line for each page. */
export function describeWeights(empty: ScriptBytes, pages: readonly PageWeight[]): string[] {
  const all = [{ page: "an empty page", ...empty, own: 0 }, ...pages];
  return all.map(
    ({ page, files, gzip, brotli, own }) =>
      `${page}: ${files} scripts, ${gzip} bytes gzip (${own} of its own), ${brotli} brotli`,
  );
}
