import { describeError, type Log } from "#lib/http/log.ts";
import { StoreError, type Store } from "#lib/store/store.ts";
import { answerPoll } from "./answer.ts";
import { loadTiles } from "./load.ts";
import { createSnapshots, type Snapshot } from "./snapshots.ts";
import { createVersions } from "./versions.ts";
import type { Tiles, Wall } from "./wall.ts";

export type GalleryParts = {
  readonly store: Pick<Store, "listFacts" | "pictureUrl">;
  readonly log: Log;
  /** ms since 1970 */
  readonly now: () => number;
};

export type Gallery = {
  /** What every viewer sees now; null when the store was never reached. */
  readonly wall: () => Promise<Wall | null>;
  readonly answer: (request: Request) => Promise<Response>;
};

/** While the store is away, the same facts are shown for long: then their URLs are signed again. */
const SIGN_AGAIN_MS = 30_000;

type Made = { readonly snapshot: Snapshot; readonly at: number; readonly tiles: Promise<Tiles> };

/** Makes what all viewers of a process share: whatever can be worked out once is worked out once. */
export function createGallery({ store, log, now }: GalleryParts): Gallery {
  const currentSnapshot = createSnapshots({ store, log, now });
  const versions = createVersions();
  let made: Made | undefined;

  function tilesOf(snapshot: Snapshot): Promise<Tiles> {
    const at = now();
    if (made?.snapshot !== snapshot || Math.abs(at - made.at) > SIGN_AGAIN_MS) {
      made = { snapshot, at, tiles: loadTiles(snapshot, store, at).then(versions.add) };
    }
    return made.tiles;
  }

  async function wall(): Promise<Wall | null> {
    const snapshot = await currentSnapshot();
    if (snapshot === null) return null;
    try {
      return { ...(await tilesOf(snapshot)), asOf: snapshot.asOf, now: now() };
    } catch (error) {
      made = undefined;
      if (!(error instanceof StoreError)) throw error;
      log("wall-not-signed", { level: "error", error: describeError(error) });
      return null;
    }
  }

  return {
    wall,
    async answer(request) {
      const since = new URL(request.url).searchParams.get("since");
      const poll = { since, ifNoneMatch: request.headers.get("if-none-match") };
      return answerPoll(await wall(), poll, versions.changesSince);
    },
  };
}
