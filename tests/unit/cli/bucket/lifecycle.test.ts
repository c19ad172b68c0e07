import type { LifecycleRule } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import {
  DEFAULT_RETENTION,
  hasFormerRules,
  hasOurRules,
  keptFor,
  lifecycleRules,
  ownRetention,
  sameRules,
} from "../../../../cli/bucket/lifecycle.ts";
import { parseRetention } from "#lib/store/retention.ts";

const FOREIGN: LifecycleRule = {
  ID: "reports",
  Status: "Enabled",
  Filter: { Prefix: "reports/" },
  Expiration: { Days: 400 },
};
const former = (prefix: string, Days: number): LifecycleRule => ({
  ID: `livewall-${prefix}`,
  Status: "Enabled",
  Filter: { Prefix: `${prefix}/` },
  Expiration: { Days },
});
const only = (rule: object) =>
  parseRetention([{ ID: "x", Status: "Enabled", Expiration: { Days: 9 }, ...rule }]);

describe("retention", () => {
  test("keeps faults as long as previews, and sources a year longer", () => {
    expect(keptFor(DEFAULT_RETENTION)).toEqual({ log: 7, previews: 30, faults: 30, feeds: 395 });
  });

  test("keeps faults and sources for ever where previews are", () => {
    expect(keptFor({ log: 7, previews: null })).toEqual({
      log: 7,
      previews: null,
      faults: null,
      feeds: null,
    });
  });
});

describe("the rules of a bucket", () => {
  test("come to the retention that they were made for", () => {
    expect(parseRetention(lifecycleRules([], DEFAULT_RETENTION))).toEqual(keptFor(DEFAULT_RETENTION));
    expect(ownRetention(lifecycleRules([], DEFAULT_RETENTION))).toEqual(DEFAULT_RETENTION);
  });

  test("have none for what is kept for ever", () => {
    const rules = lifecycleRules([], { log: 3, previews: null });
    expect(rules.map(({ ID }) => ID)).toEqual(["livewall-log"]);
    expect(ownRetention(rules)).toEqual({ log: 3, previews: null });
  });

  test("replace ours of an earlier set-up, and leave what others made", () => {
    const earlier = lifecycleRules([FOREIGN], { log: 1, previews: 1 });
    const rules = lifecycleRules(earlier, DEFAULT_RETENTION);
    expect(rules).toContainEqual(FOREIGN);
    expect(rules).toHaveLength(5);
    expect(parseRetention(rules)).toEqual(keptFor(DEFAULT_RETENTION));
  });

  test("replace those of the former layout, with the days that it kept originals", () => {
    const earlier = [former("frames", 14), former("previews", 60), former("latest", 30), FOREIGN];
    expect(hasOurRules(earlier) && hasFormerRules(earlier)).toBe(true);
    expect(ownRetention(earlier)).toEqual({ log: 14, previews: 60 });
    const rules = lifecycleRules(earlier, ownRetention(earlier));
    expect(rules).toEqual([FOREIGN, ...lifecycleRules([], { log: 14, previews: 60 })]);
    expect(hasFormerRules(rules)).toBe(false);
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
    expect(sameRules(rules, lifecycleRules([FOREIGN], { ...DEFAULT_RETENTION, log: 8 }))).toBe(false);
  });
});

describe("somebody else's rule", () => {
  const none = { log: null, previews: null, faults: null, feeds: null };

  test("for the whole bucket counts for every prefix", () => {
    expect(only({ Filter: { Prefix: "" } })).toEqual({ log: 9, previews: 9, faults: 9, feeds: 9 });
  });

  test("in the older form counts too", () => {
    expect(only({ Prefix: "log/" })).toEqual({ ...none, log: 9 });
  });

  test.each<[string, Partial<LifecycleRule>]>([
    ["is off", { Status: "Disabled", Filter: { Prefix: "log/" } }],
    ["is for a tag", { Filter: { Tag: { Key: "a", Value: "b" } } }],
    ["is for some sizes", { Filter: { ObjectSizeGreaterThan: 5 } }],
    ["is for one account", { Filter: { Prefix: "previews/ZG6NWV/" } }],
  ])("does not count when it %s", (_, rule) => {
    expect(only(rule)).toEqual(none);
  });
});
