import { allows, scopeKey, streamsOf, type Scope } from "#lib/access/scope.ts";
import { BoundedMap } from "#lib/bounded-map.ts";
import { describeError, type Log } from "#lib/http/log.ts";
import { streamId } from "#lib/model/stream.ts";
import { StoreError, type Store, type StoredFact } from "#lib/store/store.ts";
import { answerPoll } from "./answer.ts";
import { pollCacheControl, PRIVATE } from "./caching.ts";
import { loadTiles, type Loaded } from "./load.ts";
import { createSnapshots, type Snapshot } from "./snapshots.ts";
import { createVersions, type Versions } from "./versions.ts";
import type { Wall } from "#lib/model/wall.ts";

export type GalleryParts = {
  readonly store: Pick<Store, "listFacts" | "pictureUrl">;
  readonly log: Log;
  /** ms since 1970 */
  readonly now: () => number;
};

export type Gallery = {
  /** What every viewer of a scope sees now; null when the store was never reached. */
  readonly wall: (scope: Scope) => Promise<Wall | null>;
  readonly answer: (request: Request, scope: Scope, reach: "anybody" | "this viewer") => Promise<Response>;
};

/** While the store is away, the same facts are shown for long: then their URLs are signed again. */
const SIGN_AGAIN_MS = 30_000;
/** Each keeps the last forty states of its part of the wall. Who comes when there are more is told the whole wall. */
const MOST_SCOPES = 100;
/** Anybody may ask for any stream by name: those who do forget each other, and never what the walls are made of. */
const MOST_STREAMS = 1_000;

type Made = { readonly snapshot: Snapshot; readonly at: number; readonly tiles: Promise<Loaded> };

/** What the viewers of one scope share. */
type View = { readonly scope: Scope; readonly versions: Versions; made: Made | undefined };

/** Makes what all viewers of a process share: whatever can be worked out once is worked out once. */
export function createGallery({ store, log, now }: GalleryParts): Gallery {
  const currentSnapshot = createSnapshots({ store, log, now });
  const walls = new BoundedMap<View>(MOST_SCOPES);
  const streams = new BoundedMap<View>(MOST_STREAMS);
  const byStream = new WeakMap<Snapshot, ReadonlyMap<string, readonly StoredFact[]>>();

  function viewOf(scope: Scope): View {
    const key = scopeKey(scope);
    const views = (streamsOf(scope)?.length ?? Infinity) <= 1 ? streams : walls;
    const view = views.get(key) ?? { scope, versions: createVersions(), made: undefined };
    // Set again, so that what is looked at the least is forgotten first.
    views.set(key, view);
    return view;
  }

  function tilesOf(view: View, snapshot: Snapshot): Promise<Loaded> {
    const at = now();
    const { made, scope, versions } = view;
    if (made?.snapshot === snapshot && Math.abs(at - made.at) <= SIGN_AGAIN_MS) return made.tiles;
    // What may not be seen is left out before anything is signed.
    const facts = factsOf(snapshot, scope);
    const tiles = loadTiles({ ...snapshot, facts }, store, at).then((loaded) => ({
      ...versions.add(loaded),
      firstEnd: loaded.firstEnd,
    }));
    view.made = { snapshot, at, tiles };
    return tiles;
  }

  /** Of streams that are named, without going through the facts of all others. */
  function factsOf(snapshot: Snapshot, scope: Scope): readonly StoredFact[] {
    const ids = streamsOf(scope);
    if (ids === null) return snapshot.facts.filter(({ stream }) => allows(scope, stream));
    const grouped = byStream.get(snapshot) ?? Map.groupBy(snapshot.facts, ({ stream }) => streamId(stream));
    byStream.set(snapshot, grouped);
    return ids.flatMap((id) => grouped.get(id) ?? []);
  }

  async function wallOf(view: View): Promise<{ readonly wall: Wall; readonly firstEnd: number } | null> {
    const snapshot = await currentSnapshot();
    if (snapshot === null) return null;
    try {
      const { version, tiles, firstEnd } = await tilesOf(view, snapshot);
      return { wall: { version, tiles, asOf: snapshot.asOf, now: now() }, firstEnd };
    } catch (error) {
      view.made = undefined;
      if (!(error instanceof StoreError)) throw error;
      log("wall-not-signed", { level: "error", error: describeError(error) });
      return null;
    }
  }

  return {
    wall: async (scope) => (await wallOf(viewOf(scope)))?.wall ?? null,
    async answer(request, scope, reach) {
      const view = viewOf(scope);
      const since = new URL(request.url).searchParams.get("since");
      const poll = { since, ifNoneMatch: request.headers.get("if-none-match") };
      const found = await wallOf(view);
      const cacheControl =
        reach === "anybody" ? pollCacheControl((found?.firstEnd ?? Infinity) - now()) : PRIVATE;
      return answerPoll(found?.wall ?? null, poll, view.versions.changesSince, cacheControl);
    },
  };
}
