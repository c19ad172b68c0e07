import { describe, expect, test } from "vitest";
import { feedsOf } from "#lib/model/feed.ts";
import { factsOfReplaced } from "#lib/model/tile.ts";
import type { StoredFact } from "#lib/store/store.ts";
import { ended, frame, MINUTE, NOON, source } from "./facts.ts";

const replaced = (...facts: StoredFact[]) => factsOfReplaced(feedsOf(facts), NOON);

const OLD = { feed: "old" };
const NEW = { feed: "new" };

describe("the facts of a feed that was replaced", () => {
  const old = [frame(NOON, OLD), source("left", OLD), ended(NOON, OLD)];
  const replacement = (time: number, name = "left") => [frame(time, NEW), source(name, NEW)];

  test("are all to be cleared away, and no others, five minutes later", () => {
    expect(replaced(...old, ...replacement(NOON + 5 * MINUTE + 1))).toEqual(old.map(({ key }) => key));
  });

  test("are kept for five minutes", () => {
    expect(replaced(...old, ...replacement(NOON + 5 * MINUTE))).toEqual([]);
  });

  test("are kept while it has a tile: alone, or as another source", () => {
    expect(replaced(...old)).toEqual([]);
    expect(replaced(...old, ...replacement(NOON + 60 * MINUTE, "right"))).toEqual([]);
  });

  test("are kept where its replacement has no frame to show", () => {
    expect(replaced(...old, source("left", NEW))).toEqual([]);
  });
});

describe("the facts of a feed that never had a frame", () => {
  const short = [source("", OLD), ended(NOON - 6 * MINUTE, OLD)];

  test("are cleared away five minutes after it ended", () => {
    expect(replaced(...short, frame(NOON, NEW))).toEqual(short.map(({ key }) => key));
  });

  test("stay while it may still get one", () => {
    expect(replaced(source("", OLD), frame(NOON, NEW))).toEqual([]);
    expect(replaced(ended(NOON - 5 * MINUTE, OLD), frame(NOON, NEW))).toEqual([]);
  });
});
