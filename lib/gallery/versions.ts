import { changesBetween, keepUnchanged, type Changes, type Tiles } from "#lib/model/wall.ts";

/** More than a minute of versions, of which there is at most one in two seconds. */
const REMEMBERED = 40;

/** The last states of the wall, so that a viewer can be told what changed since the one that it has. */
export type Versions = {
  /** Notes the newest state, and gives it back with the objects of before where nothing changed. */
  readonly add: (tiles: Tiles) => Tiles;
  /** Null when that version is not known: of another process, or of long ago. */
  readonly changesSince: (version: string) => Changes | null;
};

export function createVersions(): Versions {
  const known = new Map<string, Tiles>();
  /** Many viewers have the same version: what changed since is worked out once. */
  const worked = new Map<string, Changes>();
  let newest: Tiles | undefined;

  return {
    add(next) {
      if (newest?.version === next.version) return newest;
      newest = { version: next.version, tiles: keepUnchanged(newest?.tiles ?? [], next.tiles) };
      worked.clear();
      known.delete(next.version);
      known.set(next.version, newest);
      if (known.size > REMEMBERED) {
        const [oldest] = known.keys();
        if (oldest !== undefined) known.delete(oldest);
      }
      return newest;
    },

    changesSince(version) {
      const before = known.get(version);
      if (before === undefined || newest === undefined) return null;
      const changes = worked.get(version) ?? changesBetween(before, newest);
      worked.set(version, changes);
      return changes;
    },
  };
}
