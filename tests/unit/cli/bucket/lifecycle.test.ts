import type { LifecycleRule } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import {
  DEFAULT_RETENTION,
  keptFor,
  lifecycleRules,
  ownRetention,
  sameRules,
} from "../../../../cli/bucket/lifecycle.ts";
import { parseRetention } from "#lib/store/retention.ts";

const toRule = (ID: string, prefix: string, Days: number): LifecycleRule => ({
  ID,
  Status: "Enabled",
  Filter: { Prefix: `${prefix}/` },
  Expiration: { Days },
});
const FOREIGN = toRule("reports", "reports", 400);
const DEFAULT_RULES = lifecycleRules([], DEFAULT_RETENTION);

test.each([
  [DEFAULT_RETENTION, { log: 7, previews: 30, faults: 30, feeds: 395 }],
  [
    { log: 7, previews: null },
    { log: 7, previews: null, faults: null, feeds: null },
  ],
])("a retention of %j keeps %j", (retention, kept) => {
  expect(keptFor(retention)).toEqual(kept);
  expect(parseRetention(lifecycleRules([], retention))).toEqual(kept);
  expect(ownRetention(lifecycleRules([], retention))).toEqual(retention);
});

describe("new rules", () => {
  test("replace ours of an earlier setup, and keep foreign ones", () => {
    const rules = lifecycleRules(lifecycleRules([FOREIGN], { log: 1, previews: 1 }), DEFAULT_RETENTION);
    expect(rules).toEqual([FOREIGN, ...DEFAULT_RULES]);
  });

  test("expire old versions only where the bucket keeps them", () => {
    const versioned = lifecycleRules([], DEFAULT_RETENTION, true);
    expect(versioned[0]?.NoncurrentVersionExpiration).toEqual({ NoncurrentDays: 1 });
    expect(DEFAULT_RULES[0]).not.toHaveProperty("NoncurrentVersionExpiration");
    expect(sameRules(versioned, DEFAULT_RULES)).toBe(false);
  });

  test("are the same in another order, and not with other days", () => {
    const rules = lifecycleRules([FOREIGN], DEFAULT_RETENTION);
    expect(sameRules(rules, rules.toReversed())).toBe(true);
    expect(sameRules(rules, lifecycleRules([FOREIGN], { ...DEFAULT_RETENTION, log: 8 }))).toBe(false);
  });
});

describe("a foreign rule", () => {
  const none = { log: null, previews: null, faults: null, feeds: null };
  test.each<[string, object, object]>([
    ["for the whole bucket", { Filter: { Prefix: "" } }, { log: 9, previews: 9, faults: 9, feeds: 9 }],
    ["in the older form", { Prefix: "log/" }, { ...none, log: 9 }],
    ["that is off", { Status: "Disabled", Filter: { Prefix: "log/" } }, none],
    ["for a tag", { Filter: { Tag: { Key: "a", Value: "b" } } }, none],
    ["for some sizes", { Filter: { ObjectSizeGreaterThan: 5 } }, none],
    ["for one account", { Filter: { Prefix: "previews/ZG6NWV/" } }, none],
  ])("%s", (_, rule, kept) => {
    expect(parseRetention([{ Status: "Enabled", Expiration: { Days: 9 }, ...rule }])).toEqual(kept);
  });
});
