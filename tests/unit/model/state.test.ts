import { describe, expect, test } from "vitest";
import { toState } from "#lib/model/state.ts";
import { MINUTE, NOON, SECOND } from "../../support/entries.ts";

describe("a feed is", () => {
  test.each([
    ["live", 0],
    ["live", -2 * MINUTE],
    ["live", 75 * SECOND],
    ["stalled", 75 * SECOND + 1],
    ["stalled", 5 * MINUTE],
    ["offline", 5 * MINUTE + 1],
    ["offline", 24 * 60 * MINUTE],
  ])("%s, %i ms after it was last seen", (state, age) => {
    expect(toState({ seen: NOON, ended: false }, NOON + age)).toBe(state);
  });

  test.each([0, 75 * SECOND, 6 * MINUTE])("offline once it has ended, %i ms after its last frame", (age) => {
    expect(toState({ seen: NOON, ended: true }, NOON + age)).toBe("offline");
  });
});

test("a stream of which only the name is known is offline", () => {
  expect(toState({ seen: null, ended: false }, NOON)).toBe("offline");
});
