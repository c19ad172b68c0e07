import type { LifecycleRule } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { DEFAULT_RETENTION, lifecycleRules, retentionOf, sameRules } from "#lib/store/bucket/retention.ts";

const FOREIGN: LifecycleRule = {
  ID: "logs",
  Status: "Enabled",
  Filter: { Prefix: "logs/" },
  Expiration: { Days: 400 },
};
const only = (rule: object) =>
  retentionOf([{ ID: "x", Status: "Enabled", Expiration: { Days: 9 }, ...rule }]);

describe("the rules of a bucket", () => {
  test("come to the retention that they were made for", () => {
    expect(retentionOf(lifecycleRules([], DEFAULT_RETENTION))).toEqual(DEFAULT_RETENTION);
  });

  test("have none for what is kept for ever", () => {
    const rules = lifecycleRules([], { frames: 3, previews: null, latest: 30 });
    expect(rules.map(({ ID }) => ID)).toEqual(["livewall-frames", "livewall-latest"]);
    expect(retentionOf(rules)).toEqual({ frames: 3, previews: null, latest: 30 });
  });

  test("replace ours of an earlier set-up, and leave what others made", () => {
    const earlier = lifecycleRules([FOREIGN], { frames: 1, previews: 1, latest: 1 });
    const rules = lifecycleRules(earlier, DEFAULT_RETENTION);
    expect(rules).toContainEqual(FOREIGN);
    expect(rules).toHaveLength(4);
    expect(retentionOf(rules)).toEqual(DEFAULT_RETENTION);
  });

  test("clear old versions away where the bucket keeps them, and do not speak of them elsewhere", () => {
    const [kept] = lifecycleRules([], DEFAULT_RETENTION, true);
    expect(kept?.NoncurrentVersionExpiration).toEqual({ NoncurrentDays: 1 });
    const [plain] = lifecycleRules([], DEFAULT_RETENTION);
    expect(plain).not.toHaveProperty("NoncurrentVersionExpiration");
    expect(
      sameRules([...lifecycleRules([], DEFAULT_RETENTION, true)], lifecycleRules([], DEFAULT_RETENTION)),
    ).toBe(false);
  });

  test("are the same in another order, and not with another number of days", () => {
    const rules = lifecycleRules([FOREIGN], DEFAULT_RETENTION);
    expect(sameRules(rules, rules.toReversed())).toBe(true);
    expect(sameRules(rules, lifecycleRules([FOREIGN], { ...DEFAULT_RETENTION, frames: 8 }))).toBe(false);
  });
});

describe("somebody else's rule", () => {
  test("for the whole bucket counts for every room", () => {
    expect(only({ Filter: { Prefix: "" } })).toEqual({ frames: 9, previews: 9, latest: 9 });
  });

  test("in the older form counts too", () => {
    expect(only({ Prefix: "frames/" })).toEqual({ frames: 9, previews: null, latest: null });
  });

  test.each<[string, Partial<LifecycleRule>]>([
    ["is off", { Status: "Disabled", Filter: { Prefix: "frames/" } }],
    ["is for a tag", { Filter: { Tag: { Key: "a", Value: "b" } } }],
    ["is for some sizes", { Filter: { ObjectSizeGreaterThan: 5 } }],
    ["is for one account", { Filter: { Prefix: "frames/ZG6NWV/" } }],
  ])("does not count when it %s", (_, rule) => {
    expect(only(rule)).toEqual({ frames: null, previews: null, latest: null });
  });
});
