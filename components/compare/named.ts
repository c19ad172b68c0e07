import { tileLabel } from "#components/wall/tile-label.ts";
import { findSharedNames, toShownAccount } from "#lib/model/accounts.ts";
import type { Compared } from "#lib/model/compare-address.ts";
import { showName } from "#lib/model/show-name.ts";
import type { WallTile } from "#lib/model/wall.ts";

/** A compared stream, as people read it. */
export type Named = {
  readonly compared: Compared;
  readonly name: string;
  /** What tells it from the other tiles of its stream; null for one of its own. */
  readonly source: string | null;
  /** The account of its stream, where another compared one has the same name. */
  readonly account: string | null;
  /** All of them. */
  readonly whole: string;
};

/** Makes the function that names compared streams. @param all that are compared */
export function createNaming(all: readonly Compared[]) {
  const shared = findSharedNames(all.map(toStream));
  return (compared: Compared, tile: WallTile | null): Named => {
    const of = toStream(compared);
    const isAll = compared.source === null && compared.feed === null;
    const part = isAll ? null : (compared.source ?? tile?.source ?? compared.feed);
    const source = part === null ? null : showName(part);
    const account = toShownAccount(of, shared);
    return { compared, name: of.name, source, account, whole: tileLabel({ ...of, source }, 1, account) };
  };
}

function toStream({ stream }: Compared) {
  return { stream, name: showName(stream.slice(stream.indexOf("/") + 1)) };
}
