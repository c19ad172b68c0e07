import { parseMoment, parseSearch } from "./parameters.ts";

type Options = {
  readonly state: "all" | "live" | "attention" | "offline" | "black" | "frozen" | "stalled" | "damaged";
  readonly sort: "attention" | "name" | "newest";
  /** One tile for each source, or for each stream. */
  readonly group: "source" | "stream";
  readonly only: "all" | "favourites";
  /** Leaves out what has been offline for longer. */
  readonly hide: "never" | "1d" | "7d" | "30d";
};

const OPTIONS: { readonly [Name in keyof Options]: readonly Options[Name][] } = {
  state: ["all", "live", "attention", "offline", "black", "frozen", "stalled", "damaged"],
  sort: ["attention", "name", "newest"],
  group: ["source", "stream"],
  only: ["all", "favourites"],
  hide: ["never", "1d", "7d", "30d"],
};

/** The part of the wall that a viewer chose to see, as the address has it. */
export type View = Options & {
  /** Words of names, sources and accounts, or the whole id of a stream. */
  readonly q: string;
  /** The least width of a tile in px; null fits the tiles to the window. */
  readonly size: number | null;
  /** The moment to show, ms since 1970; null for now. */
  readonly at: number | null;
};

/** The widths of tiles that a viewer may choose, in px. */
export const SIZES = { min: 120, max: 640, step: 20 } as const;

/** The sizes of addresses from before there was a slider. */
const NAMED_SIZES: Readonly<Record<string, number>> = { small: 140, large: 420 };

/** Not parsed, so that a kiosk loads no options. */
export const DEFAULT_VIEW: View = {
  q: "",
  state: "all",
  sort: "attention",
  group: "source",
  only: "all",
  hide: "never",
  size: null,
  at: null,
};

/** Reads a view from the parameters of an address. Anything invalid gets its default. */
export function parseView(query: Readonly<Record<string, unknown>>): View {
  const parse = <Name extends keyof Options>(name: Name) => {
    const options: readonly Options[Name][] = OPTIONS[name];
    return options.find((option) => option === query[name]) ?? DEFAULT_VIEW[name];
  };
  return {
    q: parseSearch(query.q),
    state: parse("state"),
    sort: parse("sort"),
    group: parse("group"),
    only: parse("only"),
    hide: parse("hide"),
    size: parseSize(query.size),
    at: parseMoment(query.at),
  };
}

/** The address of a view, without its defaults. */
export function viewAddress(view: View, path: "/" | "/wall" = "/"): string {
  const values = { ...view, at: view.at === null ? null : new Date(view.at).toISOString() };
  const chosen = Object.entries(values).filter(([name, value]) => value !== DEFAULT_VIEW[name as keyof View]);
  const query = new URLSearchParams(chosen.map(([name, value]) => [name, String(value)])).toString();
  return query === "" ? path : `${path}?${query}`;
}

/** The view whose streams the counts of the states tell: of all that can be searched and filtered. */
export function toCountedView({ group, only, hide }: Pick<View, "group" | "only" | "hide">): View {
  return { ...DEFAULT_VIEW, sort: "name", group, only, hide };
}

/** The view without its states: they hold for now, not for a past moment. */
export function withoutPastStates(view: View): View {
  return view.at === null ? view : { ...view, state: "all", sort: "name", hide: "never" };
}

/** Reads the width of tiles; null for none. */
export function parseSize(value: unknown): number | null {
  if (typeof value !== "string") return null;
  const size = Object.hasOwn(NAMED_SIZES, value) ? NAMED_SIZES[value] : Number(value);
  const isValid = size !== undefined && Number.isInteger(size) && size >= SIZES.min && size <= SIZES.max;
  return isValid ? size : null;
}
