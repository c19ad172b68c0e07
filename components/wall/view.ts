import { stateOf, type State } from "#lib/feeds/freshness.ts";
import type { WallTile } from "#lib/gallery/wall.ts";

/** In the order of "live first". */
const STATES = ["live", "stalled", "offline"] as const satisfies readonly State[];
/** What is wrong with the newest picture, whatever the state. */
const FAULTS = ["black", "frozen"] as const satisfies readonly WallTile["faults"][number][];
/** The first is the default. */
const SORTS = ["name", "newest", "live"] as const;
const SIZES = ["fit", "small", "large"] as const;

/** What a viewer chose to see of the wall; it is what the address says. */
export type View = {
  /** Text that the names have in them. */
  readonly q: string;
  readonly state: State | (typeof FAULTS)[number] | "all";
  readonly sort: (typeof SORTS)[number];
  readonly size: (typeof SIZES)[number];
};

/** Reads a view from an address; what it does not understand, it leaves at its default. */
export function parseView(query: URLSearchParams): View {
  const oneOf = <T extends string>(name: string, all: readonly [T, ...T[]]): T =>
    all.find((value) => value === query.get(name)) ?? all[0];
  return {
    q: query.get("q") ?? "",
    state: oneOf("state", ["all", ...STATES, ...FAULTS]),
    sort: oneOf("sort", SORTS),
    size: oneOf("size", SIZES),
  };
}

/** The address of a view; defaults are left out. */
export function viewAddress(view: View): string {
  const standard = parseView(new URLSearchParams());
  const chosen = Object.entries(view).filter(([name, value]) => value !== standard[name as keyof View]);
  const query = new URLSearchParams(chosen).toString();
  return query === "" ? "/" : `/?${query}`;
}

/** One letter for the state of each tile: changes only when a state does. */
export function statesOf(tiles: readonly WallTile[], now: number): string {
  return tiles.map((tile) => STATES.indexOf(stateOf(tile, now))).join("");
}

/**
 * The tiles of a view in its order; the tiles come sorted by name.
 *
 * @param states as `statesOf` gives them
 */
export function tilesInView(tiles: readonly WallTile[], view: View, states: string): readonly WallTile[] {
  const words = fold(view.q).split(/\s+/).filter(Boolean);
  const shown = tiles
    .map((tile, position) => ({ tile, rank: Number(states[position]) }))
    .filter(
      ({ tile, rank }) =>
        view.state === "all" ||
        STATES[rank] === view.state ||
        tile.faults.some((fault) => fault === view.state),
    )
    .filter(({ tile }) => {
      const name = fold(`${tile.stream} ${tile.source ?? ""}`);
      return words.every((word) => name.includes(word));
    });
  if (view.sort === "newest") shown.sort((a, b) => b.tile.time - a.tile.time);
  if (view.sort === "live") shown.sort((a, b) => a.rank - b.rank);
  return shown.map(({ tile }) => tile);
}

/** Without case and accents: "cafe" finds "Café". */
function fold(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
