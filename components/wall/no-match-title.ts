import type { View } from "#lib/model/view.ts";

/** Says that a view has no tiles. That a state has none may be good news. */
export function toNoMatchTitle({ q, state, only }: Pick<View, "q" | "state" | "only">): string {
  if (q !== "" || (state !== "all" && only !== "all")) return "No streams match";
  if (only === "favourites") return "No favourites yet";
  if (state === "all") return "No streams";
  return state === "attention" ? "No stream needs attention" : `No stream is ${state}`;
}
