import { expect, test } from "vitest";
import { arrange } from "#components/wall/personal.ts";

const shown = ["a", "b", "c", "d"].map((id) => ({ tile: { id } }));
const ids = (favourites: string[], hidden: string[], withHidden: boolean) =>
  arrange(shown, { favourites: new Set(favourites), hidden: new Set(hidden) }, withHidden)
    .map(({ tile }) => tile.id)
    .join("");

test("favourites come first, in the order of the view; hidden tiles are left out unless asked for", () => {
  expect(ids([], [], false)).toBe("abcd");
  expect(ids(["d", "b"], [], false)).toBe("bdac");
  expect(ids(["d"], ["a", "gone"], false)).toBe("dbc");
  expect(ids(["d"], ["a"], true)).toBe("dabc");
});
