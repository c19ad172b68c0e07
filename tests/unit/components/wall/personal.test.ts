import { expect, test } from "vitest";
import { arrange } from "#components/wall/personal.ts";

const shown = ["a", "b", "c", "d"].map((id) => ({ tile: { id } }));

test.each([
  [{}, false, "all", "abcd"],
  [{ favourites: ["d", "b"] }, false, "all", "abcd"],
  [{ hidden: ["a", "gone"] }, false, "all", "bcd"],
  [{ hidden: ["a"] }, true, "all", "abcd"],
  [{ hidden: ["a", "b"], held: "b" }, false, "all", "bcd"],
  [{ favourites: ["a", "b"], hidden: ["a"] }, false, "favourites", "b"],
] as const)("of %j, with hidden tiles: %j, shown are %s: %s", (chosen, withHidden, only, ids) => {
  const {
    favourites = [],
    hidden = [],
    held = null,
  } = chosen as Record<string, string[]> & { held?: string };
  const personal = { favourites: new Set(favourites), hidden: new Set(hidden), held };
  const arranged = arrange(shown, personal, withHidden, only);
  expect(arranged.map(({ tile }) => tile.id).join("")).toBe(ids);
});
