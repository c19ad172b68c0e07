import { describe, expect, test } from "vitest";
import { feedsOf } from "#lib/model/feed.ts";
import type { FrameFact } from "#lib/store/keys.ts";
import type { StoredFact } from "#lib/store/store.ts";
import { ended, feedWithout, frame, NOON, SECOND, source, STREAM } from "./facts.ts";

describe("the feeds of the facts", () => {
  test("are none where there are no facts", () => {
    expect(feedsOf([])).toEqual([]);
  });

  test("have the newest of several frames, with its own time of arrival", () => {
    const older = frame(NOON);
    const newer = frame(NOON + SECOND, { arrived: NOON + 3 * SECOND });
    for (const facts of [
      [older, newer],
      [newer, older],
    ]) {
      const [feed] = feedsOf(facts);
      expect(feed?.newest).toEqual({ fact: newer.fact, arrived: NOON + 3 * SECOND });
    }
  });

  test("have the first told of two frames of one instant, as when one was told with its preview and one without", () => {
    const told = frame(NOON);
    const again: StoredFact = { ...told, fact: { ...told.fact, flags: ["original"] } as FrameFact };
    expect(feedsOf([told, again])[0]?.newest?.fact).toBe(told.fact);
    expect(feedsOf([again, told])[0]?.newest?.fact).toBe(again.fact);
  });

  test("have the last of several endings", () => {
    const facts = [ended(NOON), ended(NOON + SECOND), ended(NOON - SECOND)];
    expect(feedsOf(facts)).toMatchObject([{ ended: NOON + SECOND, newest: null }]);
  });

  test("have a source that a hook told, and no source is something else than none told", () => {
    expect(feedsOf([frame(NOON), source("left")])).toMatchObject([{ source: "left" }]);
    expect(feedsOf([frame(NOON), source("")])).toMatchObject([{ source: "" }]);
    expect(feedsOf([frame(NOON)])).toMatchObject([{ source: null }]);
  });

  test("agree on one source when hooks told two, in whatever order", () => {
    expect(feedsOf([source("left"), source("right")])[0]?.source).toBe("right");
    expect(feedsOf([source("right"), source("left")])[0]?.source).toBe("right");
  });

  test("know the keys of all their facts", () => {
    const facts = [frame(NOON), frame(NOON - SECOND), ended(NOON), source("left")];
    expect(feedsOf(facts)[0]?.keys).toEqual(facts.map(({ key }) => key));
  });

  test("are apart by feed, by stream and by account", () => {
    const other = { account: "dkxfvY", name: STREAM.name };
    const facts = [
      frame(NOON),
      frame(NOON, { feed: "feed-2" }),
      frame(NOON, { stream: { ...STREAM, name: "teststream2" } }),
      frame(NOON, { stream: other }),
    ];
    expect(feedsOf(facts).map(({ stream, feed }) => ({ stream, feed }))).toEqual(
      facts.map(({ stream, feed }) => ({ stream, feed })),
    );
  });

  test("may have no frame yet", () => {
    const started = source("left");
    expect(feedsOf([started])).toEqual([feedWithout({ source: "left", keys: [started.key] })]);
  });
});
