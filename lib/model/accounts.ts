import type { BareTile } from "./wall.ts";

type Named = Pick<BareTile, "stream" | "name">;

/** The account of a stream, by its id. */
export function toAccount(stream: string): string {
  return stream.slice(0, stream.indexOf("/"));
}

/** The names that streams of several accounts have: there, a tile shows its account too. */
export function findSharedNames(tiles: readonly Named[]): ReadonlySet<string> {
  const streams = new Map<string, string>();
  const shared = new Set<string>();
  for (const { name, stream } of tiles) {
    const known = streams.get(name);
    if (known === undefined) streams.set(name, stream);
    else if (known !== stream) shared.add(name);
  }
  return shared;
}

/** The account to show beside a name: null where the name alone tells the stream. */
export function toShownAccount({ name, stream }: Named, shared: ReadonlySet<string>): string | null {
  return shared.has(name) ? toAccount(stream) : null;
}
