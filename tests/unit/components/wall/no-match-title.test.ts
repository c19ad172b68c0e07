import { expect, test } from "vitest";
import { toNoMatchTitle } from "#components/wall/no-match-title.ts";
import { parseView } from "#lib/model/view.ts";

test.each([
  [{ q: "cofe" }, "No streams match"],
  [{ q: "cofe", state: "attention" }, "No streams match"],
  [{ state: "attention" }, "No stream needs attention"],
  [{ state: "stalled" }, "No stream is stalled"],
  [{ state: "frozen" }, "No stream is frozen"],
  [{ state: "live" }, "No stream is live"],
  [{ only: "favourites" }, "No favourites yet"],
  [{ only: "favourites", state: "live" }, "No streams match"],
])("of a view with %j without tiles", (query, title) => {
  expect(toNoMatchTitle(parseView(query))).toBe(title);
});
