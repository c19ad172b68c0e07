import { expect, test } from "vitest";
import { arrange } from "#components/wall/personal.ts";

const shown = ["a", "b", "c", "d"].map((id) => ({ tile: { id } }));

test.each([
  [[], [], false, "abcd"],
  [["d", "b"], [], false, "bdac"],
  [["d"], ["a", "gone"], false, "dbc"],
  [["d"], ["a"], true, "dabc"],
])("puts the favourites %j first and leaves out %j, unless shown: %j", (favourites, hidden, all, ids) => {
  const personal = { favourites: new Set<string>(favourites), hidden: new Set<string>(hidden) };
  expect(
    arrange(shown, personal, all)
      .map(({ tile }) => tile.id)
      .join(""),
  ).toBe(ids);
});
