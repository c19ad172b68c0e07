import { tileLabel } from "#components/wall/tile-label.ts";
import { findSharedNames, toShownAccount } from "#lib/model/accounts.ts";
import type { Compared } from "#lib/model/compare-address.ts";
import { showName } from "#lib/model/show-name.ts";
import type { BareTile, WallTile } from "#lib/model/wall.ts";

/** A compared stream, as people read it. */
export type Named = {
  readonly compared: Compared;
  readonly name: string;
  /** What tells it from the other tiles of its stream; null for one of its own. */
  readonly source: string | null;
  /** The account of its stream, where another one of its name is compared or on the wall. */
  readonly account: string | null;
  /** All of them. */
  readonly whole: string;
};

/** Makes the function that names compared streams. @param shared names of which the wall has several streams */
export function createNaming(all: readonly Compared[], shared: readonly string[]) {
  const names = new Set([...shared, ...findSharedNames(all.map(toStream))]);
  return (compared: Compared, tile: WallTile | null): Named => {
    const of = toStream(compared);
    const isAll = compared.source === null && compared.feed === null;
    const part = isAll ? null : (compared.source ?? tile?.source ?? compared.feed);
    const source = part === null ? null : showName(part);
    const account = toShownAccount(of, names);
    return { compared, name: of.name, source, account, whole: tileLabel({ ...of, source }, 1, account) };
  };
}

/** The names of compared streams that another stream has, too. @param wall the tiles that the viewer can see */
export function findShared(
  all: readonly Compared[],
  wall: readonly Pick<BareTile, "stream" | "name">[],
): string[] {
  const own = all.map(toStream);
  const shared = findSharedNames([...wall, ...own]);
  return own.map(({ name }) => name).filter((name) => shared.has(name));
}

function toStream({ stream }: Compared) {
  return { stream, name: showName(stream.slice(stream.indexOf("/") + 1)) };
}
