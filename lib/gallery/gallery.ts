import { LRUCache } from "lru-cache";
import { allows, scopeKey, listNamedStreams, type Scope } from "#lib/access/scope.ts";
import { type Incoming, parametersOf } from "#lib/http/incoming.ts";
import { describeError } from "#lib/http/log.ts";
import { MAX_COMPARED } from "#lib/model/compare.ts";
import { byName } from "#lib/model/order.ts";
import { parseVersion } from "#lib/model/api-parameters.ts";
import { StoreError, type Store } from "#lib/store/store.ts";
import { answerPoll } from "./answer.ts";
import { pollCacheControl, PRIVATE } from "./caching.ts";
import { createFollower, type FollowerParts, type WallState } from "./follower.ts";
import { createLoader, SIGN_AGAIN_MS, type Loaded } from "./load.ts";
import { createVersions, type Versions } from "./versions.ts";
import type { UnsignedTile } from "./tiles.ts";
import type { Clocks, Wall } from "#lib/model/wall.ts";

type GalleryParts = FollowerParts & { readonly store: Pick<Store, "pictureUrl"> };

export type Gallery = ReturnType<typeof createGallery>;

type TileList = Clocks & { readonly tiles: readonly UnsignedTile[] };
export type PickTiles = (tiles: readonly UnsignedTile[], asOf: number) => readonly UnsignedTile[];
export type Opened = { readonly wall: Wall; readonly tiles: readonly UnsignedTile[] };

/** Not a version that the server knows: the next poll brings all tiles, not only changes. */
const PART = "part";
/** Each keeps the last forty states of its wall. A viewer of one that was dropped gets the whole wall. */
const MAX_SCOPES = 100;
/** Anybody may ask for a few streams by name. These requests never push out the versions of walls. */
const MAX_STREAMS = 1_000;
/** The offline streams of a page or a link are looked up before others if they are this few. */
const MAX_PREFERRED = 20;

type Made = { readonly state: WallState; readonly at: number; readonly tiles: Promise<Loaded> };

/** What the viewers of one scope share. */
type View = { readonly scope: Scope; readonly versions: Versions; made: Made | undefined };

/** Makes the live wall that all viewers of a process share: everything is worked out once. */
export function createGallery(parts: GalleryParts) {
  const { store, log } = parts;
  const follower = createFollower(parts);
  const load = createLoader(store);
  const walls = new LRUCache<string, View>({ max: MAX_SCOPES });
  const streams = new LRUCache<string, View>({ max: MAX_STREAMS });

  function findView(scope: Scope): View {
    const key = scopeKey(scope);
    const views = (listNamedStreams(scope)?.length ?? Infinity) <= MAX_COMPARED ? streams : walls;
    const view = views.get(key) ?? { scope, versions: createVersions(), made: undefined };
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
    const ids = listNamedStreams(scope);
    if (ids === null) return state.tiles.filter((tile) => allows(scope, tile.of));
    if (ids.length <= MAX_PREFERRED) follower.prefer(ids);
    return ids.flatMap(follower.listTiles).sort(byName);
  }

  async function toWall(view: View): Promise<{ readonly wall: Wall; readonly firstEnd: number } | null> {
    const state = await follower.current();
    if (state === null) return null;
    const loaded = await orNull(() => loadTiles(view, state));
    if (loaded === null) {
      view.made = undefined;
      return null;
    }
    const { version, tiles, firstEnd } = loaded;
    return { wall: { version, tiles, asOf: state.asOf, now: store.now() }, firstEnd };
  }

  async function orNull<T>(sign: () => Promise<T>): Promise<T | null> {
    try {
      return await sign();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      log("wall-not-signed", { level: "error", error: describeError(error) });
      return null;
    }
  }

  /** All tiles without URLs, which are most of the work; null if the store was never reached. */
  async function list(scope: Scope): Promise<TileList | null> {
    const state = await follower.current();
    return state && { tiles: findTiles(state, scope), asOf: state.asOf, now: store.now() };
  }

  return {
    list,
    /** The URL of the original of a frame that the wall shows, or of one after it; null if the wall shows none. */
    async originalUrl(scope: Scope, feed: string, time: number): Promise<string | null> {
      const tile = (await list(scope))?.tiles.find((one) => one.feed === feed);
      const frame = tile?.frame ?? null;
      // Another process may know a newer frame than this one does.
      if (frame === null || frame.time < time) return null;
      return (await orNull(() => store.pictureUrl({ frame, kind: "original" }, store.now())))?.url ?? null;
    },
    /** Whether there is such a stream; null while that is not known yet. */
    isKnown: follower.isKnown,

    /** The wall of a scope now; null if the store was never reached. */
    wall: async (scope: Scope): Promise<Wall | null> => (await toWall(findView(scope)))?.wall ?? null,

    /** The wall with the tiles that `pick` returns, and all of its tiles without URLs. A poll brings the rest. */
    async open(scope: Scope, pick: PickTiles): Promise<Opened | null> {
      const found = await list(scope);
      if (found === null) return null;
      const { tiles, asOf, now } = found;
      const picked = pick(tiles, asOf);
      if (picked.length === tiles.length) {
        const whole = await toWall(findView(scope));
        return whole && { wall: whole.wall, tiles };
      }
      const signed = await orNull(() => load(picked, now));
      return signed && { wall: { version: PART, tiles: signed.tiles, asOf, now }, tiles };
    },

    /** Answers a poll. */
    async answer(request: Incoming, scope: Scope, reach: "anybody" | "this viewer"): Promise<Response> {
      const view = findView(scope);
      const since = parseVersion(parametersOf(request).get("since"));
      const poll = { since, ifNoneMatch: request.headers.get("if-none-match") };
      const found = await toWall(view);
      const lifeMs = (found?.firstEnd ?? Infinity) - store.now();
      const cacheControl = reach === "anybody" ? pollCacheControl(lifeMs) : PRIVATE;
      return answerPoll(found?.wall ?? null, poll, view.versions, cacheControl);
    },
  };
}
