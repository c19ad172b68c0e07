import { parseMoment, parseSearch } from "./parameters.ts";

/** The options of a view, each with its label. */
export const OPTIONS = {
  state: {
    all: "All states",
    attention: "Needs attention",
    live: "Live",
    stalled: "Stalled",
    offline: "Offline",
    black: "Black",
    frozen: "Frozen",
    damaged: "Damaged",
  },
  sort: { name: "By name", newest: "Newest first", live: "Live first" },
  group: { source: "Every source", stream: "One per stream" },
  size: { fit: "Fit the screen", small: "Small", large: "Large" },
};

type Option<Name extends keyof typeof OPTIONS> = keyof (typeof OPTIONS)[Name];

/** The part of the wall that a viewer chose to see, as the address has it. */
export type View = {
  /** Words of the names, or the whole id of a stream. */
  readonly q: string;
  readonly state: Option<"state">;
  readonly sort: Option<"sort">;
  /** One tile for each source, or for each stream. */
  readonly group: Option<"group">;
  readonly size: Option<"size">;
  /** The moment to show, ms since 1970; null for now. */
  readonly at: number | null;
};

/** Reads a view from the parameters of an address. Anything invalid gets its default. */
export function parseView(query: Readonly<Record<string, unknown>>): View {
  const parse = <Name extends keyof typeof OPTIONS>(name: Name) => {
    const options = Object.keys(OPTIONS[name]) as View[Name][];
    return options.find((option) => option === query[name]) ?? DEFAULT_VIEW[name];
  };
  return {
    q: parseSearch(query.q),
    state: parse("state"),
    sort: parse("sort"),
    group: parse("group"),
    size: parse("size"),
    at: parseMoment(query.at),
  };
}

/** Not parsed, so that a kiosk loads no options. */
export const DEFAULT_VIEW: View = {
  q: "",
  state: "all",
  sort: "name",
  group: "source",
  size: "fit",
  at: null,
};

/** The address of a view, without its defaults. */
export function viewAddress(view: View, path: "/" | "/wall" = "/"): string {
  const values = { ...view, at: view.at === null ? null : new Date(view.at).toISOString() };
  const chosen = Object.entries(values).filter(([name, value]) => value !== DEFAULT_VIEW[name as keyof View]);
  const query = new URLSearchParams(chosen as [string, string][]).toString();
  return query === "" ? path : `${path}?${query}`;
}

/** The view without its states: they hold for now, not for a past moment. */
export function withoutPastStates(view: View): View {
  return view.at === null ? view : { ...view, state: "all", sort: "name" };
}

/** The number of options that differ from the default. */
export function countOptions(view: View): number {
  const effective = withoutPastStates(view);
  const names = Object.keys(OPTIONS) as (keyof typeof OPTIONS)[];
  return names.filter((name) => effective[name] !== DEFAULT_VIEW[name]).length;
}
