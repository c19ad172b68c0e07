import { LRUCache } from "lru-cache";
import { changesBetween, keepUnchanged } from "#lib/model/changes.ts";
import type { Tiles } from "#lib/model/wall.ts";

/** More than a minute of versions, of which there is at most one in two seconds. */
const MAX_VERSIONS = 40;

export type Versions = ReturnType<typeof createVersions>;

/** Remembers the last states of a wall, so that a viewer can be told what changed since its own. */
export function createVersions() {
  const known = new LRUCache<string, Tiles>({ max: MAX_VERSIONS });
  /** JSON by the version that a viewer has: it is written once for all viewers, since 10,000 tiles take tens of ms. */
  const bodies = new Map<string | null, string>();
  let newest: Tiles | undefined;

  return {
    /** Adds the newest state, and returns it with the objects of before where nothing changed. */
    add({ version, tiles }: Tiles): Tiles {
      if (newest?.version === version) return newest;
      newest = { version, tiles: keepUnchanged(newest?.tiles ?? [], tiles) };
      known.set(version, newest);
      bodies.clear();
      return newest;
    },

    /** The JSON of the changes between two versions; of the whole wall if `since` is not known. */
    toBody({ version, tiles }: Tiles, since: string | null): string {
      if (newest?.version !== version) return JSON.stringify({ version, tiles });
      const before = since === null ? undefined : known.peek(since);
      const key = before?.version ?? null;
      const body = bodies.get(key) ?? JSON.stringify(before ? changesBetween(before, newest) : newest);
      bodies.set(key, body);
      return body;
    },
  };
}
