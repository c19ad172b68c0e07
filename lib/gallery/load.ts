import { createHash } from "node:crypto";
import type { Store } from "#lib/store/store.ts";
import type { Tiles, WallTile } from "#lib/model/wall.ts";
import type { UnsignedTile } from "./tiles.ts";

/** @property firstEnd when the first of their URLs stops working, ms since 1970 */
export type Loaded = Tiles & { readonly firstEnd: number };

/** While the store is away, the same state is shown for long: then its URLs are signed again. */
export const SIGN_AGAIN_MS = 30_000;

type Signed = {
  readonly tile: WallTile;
  readonly expires: number;
  readonly at: number;
  /** Names what the tile shows and when its URL ends. */
  readonly text: string;
};

/** Makes tiles of the wall, with URLs for their pictures. A tile that stays is signed again after half a minute. */
export function createLoader(
  store: Pick<Store, "pictureUrl">,
): (tiles: readonly UnsignedTile[], now: number) => Promise<Loaded> {
  /** By the very object: the URLs of a tile that is gone go with it. */
  const known = new WeakMap<UnsignedTile, Signed>();

  async function sign(tile: UnsignedTile, now: number): Promise<Signed> {
    const { frame } = tile;
    const url =
      frame === null
        ? { url: null, expires: Infinity }
        : await store.pictureUrl({ frame, kind: frame.isBare ? "original" : "preview" }, now);
    const signed = toSigned(tile, url, now);
    known.set(tile, signed);
    return signed;
  }

  return async (tiles, now) => {
    const signed: Signed[] = [];
    const due: Promise<void>[] = [];
    for (const [place, tile] of tiles.entries()) {
      const before = known.get(tile);
      if (before !== undefined && Math.abs(now - before.at) <= SIGN_AGAIN_MS) signed[place] = before;
      else due.push(sign(tile, now).then((one) => void (signed[place] = one)));
    }
    await Promise.all(due);
    const firstEnd = signed.reduce((first, { expires }) => Math.min(first, expires), Infinity);
    return { version: toVersion(signed), tiles: signed.map(({ tile }) => tile), firstEnd };
  };
}

function toSigned(
  { id, stream, name, source, feed, time, seen, ended, faults, since, aspect, original }: UnsignedTile,
  { url, expires }: { readonly url: string | null; readonly expires: number },
  at: number,
): Signed {
  const frame = { feed, time, seen, ended, faults, since, aspect, original };
  const tile = { id, stream, name, source, ...frame, picture: url };
  // All that may change: a fault's start may be found after its frame.
  const state = [id, feed, time, seen, ended, faults, since, source, expires];
  return { tile, expires, at, text: JSON.stringify(state) };
}

/**
 * Names a state of the wall: what the tiles show and when their URLs end. The signatures are not in it, so that
 * processes with different temporary credentials agree; nor is the beginning of faults, of which each knows what it has read.
 */
function toVersion(signed: readonly Signed[]): string {
  const text = signed.map((one) => one.text).join("\n");
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}
