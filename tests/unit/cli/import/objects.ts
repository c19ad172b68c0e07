import type { SourceObject } from "../../../../cli/import/source.ts";

/** A source in memory. */
export async function* objects(...found: (string | SourceObject)[]): AsyncGenerator<SourceObject> {
  await Promise.resolve();
  for (const one of found) yield typeof one === "string" ? { key: one, bytes: 1 } : one;
}
