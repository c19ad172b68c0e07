import { expect, test } from "vitest";
import { toState } from "#lib/model/state.ts";
import { DAY, MINUTE, NOON, SECOND } from "../../support/entries.ts";

test.each([
  ["live", 0],
  ["live", -2 * MINUTE],
  ["live", 75 * SECOND],
  ["stalled", 75 * SECOND + 1],
  ["stalled", 5 * MINUTE],
  ["offline", 5 * MINUTE + 1],
  ["offline", DAY],
])("a feed is %s %i ms after it was last seen", (state, age) => {
  expect(toState({ seen: NOON, ended: false }, NOON + age)).toBe(state);
});

test("a feed that has ended is offline, and a stream without a frame", () => {
  expect(toState({ seen: NOON, ended: true }, NOON)).toBe("offline");
  expect(toState({ seen: null, ended: false }, NOON)).toBe("offline");
});
