import { describe, expect, test } from "vitest";
import { isFeedId, isSource, isTestStream, parseStream, streamId } from "#lib/model/stream.ts";

describe("a stream id", () => {
  test.each([
    ["ZG6NWV/teststream", { account: "ZG6NWV", name: "teststream" }],
    ["ZG6NWV/container1/camera", { account: "ZG6NWV", name: "container1/camera" }],
    ["ZG6NWV//", { account: "ZG6NWV", name: "/" }],
    ["ZG6NWV/../..", { account: "ZG6NWV", name: "../.." }],
    ["ZG6NWV/Cooked or Cooking??", { account: "ZG6NWV", name: "Cooked or Cooking??" }],
    ["ZG6NWV/Küche 🎥", { account: "ZG6NWV", name: "Küche 🎥" }],
  ])("%s is split at its first slash", (id, stream) => {
    expect(parseStream(id)).toEqual(stream);
    expect(streamId(stream)).toBe(id);
  });

  test.each([
    ["empty", ""],
    ["without a slash", "ZG6NWV"],
    ["without an account", "/teststream"],
    ["without a name", "ZG6NWV/"],
    ["of an account with a space", "ZG 6NWV/teststream"],
    ["of an account of dots", "../teststream"],
    ["of an account of 65 characters", `${"a".repeat(65)}/teststream`],
    ["with a line break in its name", "ZG6NWV/test\nstream"],
    ["with a zero in its name", "ZG6NWV/test\0stream"],
    ["with half a character in its name", "ZG6NWV/\ud83c"],
    ["with a name of 771 characters", `ZG6NWV/${"a".repeat(771)}`],
  ])("is invalid if it is %s", (_what, id) => {
    expect(parseStream(id)).toBeNull();
  });
});

describe("a feed id", () => {
  test.each(["c4980bc0-5695-48a1-8918-f330724c37f1", "12345", "a_B-9", "a".repeat(64)])("may be %s", (id) => {
    expect(isFeedId(id)).toBe(true);
  });

  test.each(["", "../../x", "a/b", "a%2Fb", "a.b", "a b", "a\n", "é", "🎥", "a".repeat(65)])(
    "may not be %j",
    (id) => {
      expect(isFeedId(id)).toBe(false);
    },
  );
});

describe("a source id", () => {
  test.each(["", "camera 1", "left/right", "Küche", "ж".repeat(20), "a".repeat(120)])(
    "may be %j",
    (source) => {
      expect(isSource(source)).toBe(true);
    },
  );

  test.each(["a\tb", "\ud83c", "a".repeat(121), "é".repeat(21)])("may not be %j", (source) => {
    expect(isSource(source)).toBe(false);
  });
});

test.each([
  ["livewall-doctor/camera", true],
  ["ZG6NWV/livewall-doctor", true],
  ["ZG6NWV/camera", false],
])("%s is a stream of the doctor's tests: %s", (id, isTest) => {
  const stream = parseStream(id) ?? expect.unreachable();
  expect(isTestStream(stream)).toBe(isTest);
});
