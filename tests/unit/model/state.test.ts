import { describe, expect, test } from "vitest";
import { feedsOf } from "#lib/model/feed.ts";
import { lastSeen, stateOf } from "#lib/model/state.ts";
import { feedWithout, frame, MINUTE, NOON, SECOND } from "./facts.ts";

function seen(time: number, arrived: number) {
  const [feed] = feedsOf([frame(time, { arrived })]);
  return lastSeen(feed ?? feedWithout());
}

describe("a feed was last seen", () => {
  test("never, before its first frame", () => {
    expect(lastSeen(feedWithout())).toBeNull();
  });

  // A frame that a spool or an import brings may arrive long after it was made.
  test.each([0, 3 * SECOND, 24 * 60 * MINUTE, -2 * MINUTE, -10 * MINUTE])(
    "when its frame was made, though it arrived %i ms later",
    (delay) => {
      expect(seen(NOON, NOON + delay)).toBe(NOON);
    },
  );

  test.each([10 * MINUTE + 1, 24 * 60 * MINUTE])(
    "when its frame arrived, if it says that it was made %i ms after that",
    (ahead) => {
      expect(seen(NOON + ahead, NOON)).toBe(NOON);
    },
  );
});

describe("a feed is", () => {
  test.each([
    ["live", 0],
    ["live", -2 * MINUTE],
    ["live", 75 * SECOND],
    ["stalled", 75 * SECOND + 1],
    ["stalled", 5 * MINUTE],
    ["offline", 5 * MINUTE + 1],
    ["offline", 24 * 60 * MINUTE],
  ])("%s, %i ms after its last frame", (state, age) => {
    expect(stateOf({ seen: NOON, ended: false }, NOON + age)).toBe(state);
  });

  test.each([0, 75 * SECOND, 6 * MINUTE])("offline once it has ended, %i ms after its last frame", (age) => {
    expect(stateOf({ seen: NOON, ended: true }, NOON + age)).toBe("offline");
  });
});
