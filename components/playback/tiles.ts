import type { Divide, WallSection } from "#components/wall/sections.ts";
import type { PastFrame, PastWall } from "#lib/model/past.ts";
import { keepUnchanged } from "#lib/model/changes.ts";
import { toSection, type Section } from "#lib/model/section.ts";
import { LIVE_MS, STALLED_MS, toState, type State } from "#lib/model/state.ts";
import type { WallTile } from "#lib/model/wall.ts";

/** Stands for the age of a picture: the states hold at the time 0. */
const SEEN: Record<State, number> = { live: 0, stalled: -1 - LIVE_MS, offline: -1 - STALLED_MS };

/**
 * Lays out the tiles of a past wall, and after them those of now that were off air. Tiles that are not read yet keep their
 * places. Unchanged ones stay the same objects, so that a step in time draws the pictures and not the wall around them.
 */
export function layOut(
  before: readonly WallTile[],
  { tiles, isWhole }: Pick<PastWall, "tiles" | "isWhole">,
  now: readonly WallTile[],
): readonly WallTile[] {
  const on = tiles.map((tile) => toWallTile(tile, SEEN[tile.state], tile.faults));
  const then = new Set(on.map(({ id }) => id));
  const isOther = ({ id }: WallTile) => !then.has(id);
  const kept = isWhole ? [] : before.filter(isOther);
  for (const { id } of kept) then.add(id);
  const off = now.filter(isOther).map((tile) => toWallTile(tile, null));
  const after = keepUnchanged(before, [...on, ...kept, ...off]);
  const isSame = after.length === before.length && after.every((tile, place) => tile === before[place]);
  return isSame ? before : after;
}

/** Lays out the live wall in the places of a past one that is not read yet. @param at ms since 1970 */
export function layOutNow(now: readonly WallTile[], at: number): readonly WallTile[] {
  return now.map((tile) => {
    const isOff = toSection(tile, at) === "offline";
    return toWallTile(tile, isOff ? null : SEEN[toState(tile, at)], isOff ? [] : tile.faults);
  });
}

type Identity = Pick<WallTile, "id" | "stream" | "name" | "source" | "feed">;

function toWallTile(tile: Identity, seen: number | null, faults: WallTile["faults"] = []): WallTile {
  const { id, stream, name, source, feed } = tile;
  const rest = { time: null, ended: false, since: null, picture: null, aspect: null, original: null };
  return { id, stream, name, source, feed, seen, faults, ...rest };
}

const SECTIONS = { attention: "alarm", live: "air", offline: "offline" } as const;
const TITLES = { attention: "Need attention", live: "On air", offline: "Off air" } as const;

/** Divides a past wall as the live one is, but without cards. */
export const dividePast: Divide = (shown, _view, favourites) => {
  const of = (state: Section) => shown.filter(({ tile }) => toSection(tile, 0) === state);
  const isAbove = ({ tile }: (typeof shown)[number]) => favourites.has(tile.id);
  const divided = (["live", "offline"] as const).map((state): WallSection => {
    const all = of(state);
    const rest = all.filter((one) => !isAbove(one));
    return { name: SECTIONS[state], title: TITLES[state], shown: rest, above: all.length - rest.length };
  });
  const attention = { name: SECTIONS.attention, title: TITLES.attention, shown: of("attention"), above: 0 };
  const starred = [...of("live"), ...of("offline")].filter(isAbove);
  const sections: WallSection[] = [attention, { name: "favourites", shown: starred, above: 0 }, ...divided];
  return sections.filter((section) => section.shown.length > 0);
};

/**
 * Finds the frame that belongs on a tile: that of its feed, or of another feed of its source where that is known.
 *
 * @param shown one frame of each feed of the stream, newest first
 */
export function findFrame<F extends Pick<PastFrame, "feed" | "source">>(
  tile: Pick<WallTile, "feed" | "source">,
  shown: readonly F[],
): F | null {
  const ofFeed = shown.find(({ feed }) => feed === tile.feed);
  // "" is the source of a feed that is known to have none; its tile has the source null.
  return ofFeed ?? shown.find(({ source }) => source !== null && source === (tile.source ?? "")) ?? null;
}
