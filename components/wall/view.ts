import { alarmOf } from "./alarm.ts";
import { FAULTS } from "#lib/model/frame.ts";
import { stateOf, type State } from "#lib/model/state.ts";
import type { BareTile, WallTile } from "#lib/model/wall.ts";

/** In the order of "live first". */
const STATES = ["live", "stalled", "offline"] as const satisfies readonly State[];
/** The first is the default, here and below. Attention is what is not as it should be. */
const FILTERS = ["all", ...STATES, ...FAULTS, "attention"] as const;
const SORTS = ["name", "newest", "live"] as const;
const GROUPS = ["source", "stream"] as const;
const SIZES = ["fit", "small", "large"] as const;

/** 13 digits, as the times of frames have. */
const LAST_TIME = 9_999_999_999_999;

/** What a viewer chose to see of the wall; it is what the address says. */
export type View = {
  /** Words that the names have in them, or the whole id of a stream. */
  readonly q: string;
  readonly state: (typeof FILTERS)[number];
  readonly sort: (typeof SORTS)[number];
  /** What has a tile: every source, or every stream, shown by its source that is best off. */
  readonly group: (typeof GROUPS)[number];
  readonly size: (typeof SIZES)[number];
  /** The moment that it shows, ms since 1970; null for now. */
  readonly at: number | null;
};

/** A tile in a view. */
export type Shown<T extends BareTile = WallTile> = {
  readonly tile: T;
  /** How many tiles it stands for: more than one where a stream's sources are grouped. */
  readonly sources: number;
};

/** Reads a view from an address; what it does not understand, it leaves at its default. */
export function parseView(query: URLSearchParams): View {
  const oneOf = <T extends string>(name: string, all: readonly [T, ...T[]]): T =>
    all.find((value) => value === query.get(name)) ?? all[0];
  return {
    q: query.get("q") ?? "",
    state: oneOf("state", FILTERS),
    sort: oneOf("sort", SORTS),
    group: oneOf("group", GROUPS),
    size: oneOf("size", SIZES),
    at: parseMoment(query.get("at")),
  };
}

/** The address of a view; defaults are left out. @param path of the wall, or of its kiosk */
export function viewAddress(view: View, path: "/" | "/wall" = "/"): string {
  const standard = parseView(new URLSearchParams());
  const written = { ...view, at: view.at === null ? null : new Date(view.at).toISOString() };
  const chosen = Object.entries(written).filter(([name, value]) => value !== standard[name as keyof View]);
  const query = new URLSearchParams(chosen as [string, string][]).toString();
  return query === "" ? path : `${path}?${query}`;
}

/**
 * The tiles of a view in its order; the tiles come sorted by name.
 *
 * @param now ms since 1970: what the states are reckoned by
 */
export function tilesInView<T extends BareTile>(
  tiles: readonly T[],
  asked: View,
  now: number,
): readonly Shown<T>[] {
  const view = withoutStates(asked);
  const matching = tilesFound(tiles, view.q).filter((tile) => passes(view.state, tile, now));
  const shown = view.group === "stream" ? oneEach(matching, now) : matching.map(alone);
  if (view.sort === "newest") return shown.toSorted((a, b) => (b.tile.time ?? 0) - (a.tile.time ?? 0));
  if (view.sort === "live") return shown.toSorted((a, b) => rank(a.tile, now) - rank(b.tile, now));
  return shown;
}

/** How many of the choices beside the search are not the default. */
export function choicesIn(view: View): number {
  const asked = withoutStates(view);
  const standard = parseView(new URLSearchParams());
  return (["state", "sort", "group", "size"] as const).filter((name) => asked[name] !== standard[name])
    .length;
}

/**
 * The tiles whose names have each word of a search in them. The account is on no tile, so it is nobody's word; a whole id
 * is what leads to one stream alone.
 */
export function tilesFound<T extends BareTile>(tiles: readonly T[], search: string): readonly T[] {
  const named = tiles.filter(({ stream }) => stream === search);
  if (named.length > 0) return named;
  const words = fold(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return tiles;
  return tiles.filter((tile) => {
    const name = fold(`${tile.name} ${tile.source ?? ""}`);
    return words.every((word) => name.includes(word));
  });
}

/** Whether a view changes as feeds fall silent, and not only as pictures come. */
export function dependsOnStates(view: View): boolean {
  const { state, sort, group } = withoutStates(view);
  return state !== "all" || sort === "live" || group === "stream";
}

/** What is live or new now says nothing of the past. */
function withoutStates(view: View): View {
  return view.at === null ? view : { ...view, state: "all", sort: "name" };
}

function parseMoment(text: string | null): number | null {
  const time = Date.parse(text ?? "");
  return time >= 0 && time <= LAST_TIME ? time : null;
}

/** Whether something is wrong with a feed, as the kiosk has it; to have ended was perhaps meant to. */
function needsAttention(tile: BareTile, now: number): boolean {
  const alarm = alarmOf(tile, now);
  return alarm !== null && alarm !== "ended";
}

function passes(filter: View["state"], tile: BareTile, now: number): boolean {
  if (filter === "all") return true;
  if (filter === "attention") return needsAttention(tile, now);
  const state = stateOf(tile, now);
  // Of a feed that is gone, the last picture tells nothing: the summary counts no other.
  const fault = FAULTS.find((one) => one === filter);
  return fault === undefined ? state === filter : state === "live" && tile.faults.includes(fault);
}

function alone<T extends BareTile>(tile: T): Shown<T> {
  return { tile, sources: 1 };
}

function oneEach<T extends BareTile>(tiles: readonly T[], now: number): Shown<T>[] {
  return [...Map.groupBy(tiles, ({ stream }) => stream).values()].map((sources) => ({
    tile: sources.reduce((best, tile) => (rank(tile, now) < rank(best, now) ? tile : best)),
    sources: sources.length,
  }));
}

function rank(tile: BareTile, now: number): number {
  return STATES.indexOf(stateOf(tile, now));
}

/** Without case and accents: "cafe" finds "Café". */
function fold(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
