import { allows, scopeKey, streamsOf, type Scope } from "#lib/access/scope.ts";
import { BoundedMap } from "#lib/bounded-map.ts";
import { describeError } from "#lib/http/log.ts";
import { byName } from "#lib/model/order.ts";
import type { Stream } from "#lib/model/stream.ts";
import { StoreError, type Store } from "#lib/store/store.ts";
import { answerPoll } from "./answer.ts";
import { pollCacheControl, PRIVATE } from "./caching.ts";
import { createFollower, type FollowerParts, type WallState } from "./follower.ts";
import { createLoader, SIGN_AGAIN_MS, type Loaded } from "./load.ts";
import { createVersions, type Versions } from "./versions.ts";
import type { UnsignedTile } from "./tiles.ts";
import type { Wall } from "#lib/model/wall.ts";

export type GalleryParts = FollowerParts & { readonly store: Pick<Store, "pictureUrl"> };

export type Gallery = {
  /** What every viewer of a scope sees now; null when the store was never reached. */
  readonly wall: (scope: Scope) => Promise<Wall | null>;
  readonly answer: (request: Request, scope: Scope, reach: "anybody" | "this viewer") => Promise<Response>;
  /** Whether there is such a stream; null while that is not known yet. */
  readonly isKnown: (stream: Stream) => Promise<boolean | null>;
};

/** Each keeps the last forty states of its part of the wall. A viewer of one that was dropped gets the whole wall. */
const MAX_SCOPES = 100;
/** Anybody may ask for any stream by name. These requests never push out the versions of walls. */
const MAX_STREAMS = 1_000;
/** The offline streams of a page or a link are looked up before others if they are this few. */
const MAX_PREFERRED = 20;

type Made = { readonly state: WallState; readonly at: number; readonly tiles: Promise<Loaded> };

/** What the viewers of one scope share. */
type View = { readonly scope: Scope; readonly versions: Versions; made: Made | undefined };

/** Makes what all viewers of a process share: everything is worked out once. */
export function createGallery(parts: GalleryParts): Gallery {
  const { store, log } = parts;
  const follower = createFollower(parts);
  const load = createLoader(store);
  const walls = new BoundedMap<View>(MAX_SCOPES);
  const streams = new BoundedMap<View>(MAX_STREAMS);

  function viewOf(scope: Scope): View {
    const key = scopeKey(scope);
    const views = (streamsOf(scope)?.length ?? Infinity) <= 1 ? streams : walls;
    const view = views.get(key) ?? { scope, versions: createVersions(), made: undefined };
    // Set again, so that the least recently used view is dropped first.
    views.set(key, view);
    return view;
  }

  function loadTiles(view: View, state: WallState): Promise<Loaded> {
    const at = store.now();
    const { made, scope, versions } = view;
    if (made?.state === state && Math.abs(at - made.at) <= SIGN_AGAIN_MS) return made.tiles;
    // The scope is applied before anything is signed.
    const tiles = load(findTiles(state, scope), at).then((loaded) => ({
      ...versions.add(loaded),
      firstEnd: loaded.firstEnd,
    }));
    view.made = { state, at, tiles };
    return tiles;
  }

  function findTiles(state: WallState, scope: Scope): readonly UnsignedTile[] {
    const ids = streamsOf(scope);
    if (ids === null) return state.tiles.filter((tile) => allows(scope, tile.of));
    if (ids.length <= MAX_PREFERRED) follower.prefer(ids);
    return ids.flatMap(follower.tilesOf).sort(byName);
  }

  async function wallOf(view: View): Promise<{ readonly wall: Wall; readonly firstEnd: number } | null> {
    const state = await follower.current();
    if (state === null) return null;
    try {
      const { version, tiles, firstEnd } = await loadTiles(view, state);
      return { wall: { version, tiles, asOf: state.asOf, now: store.now() }, firstEnd };
    } catch (error) {
      view.made = undefined;
      if (!(error instanceof StoreError)) throw error;
      log("wall-not-signed", { level: "error", error: describeError(error) });
      return null;
    }
  }

  return {
    wall: async (scope) => (await wallOf(viewOf(scope)))?.wall ?? null,
    isKnown: follower.isKnown,
    async answer(request, scope, reach) {
      const view = viewOf(scope);
      const since = new URL(request.url).searchParams.get("since");
      const poll = { since, ifNoneMatch: request.headers.get("if-none-match") };
      const found = await wallOf(view);
      const cacheControl =
        reach === "anybody" ? pollCacheControl((found?.firstEnd ?? Infinity) - store.now()) : PRIVATE;
      return answerPoll(found?.wall ?? null, poll, view.versions.changesSince, cacheControl);
    },
  };
}
