// What the set-up says of the bucket's lifecycle, beside rules that are somebody else's.
import type { LifecycleRule } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { keep } from "../../../cli/setup/bucket-rules.ts";
import { createChanges } from "../../../cli/setup/changes.ts";
import { lifecycleRules, type Retention } from "#lib/store/bucket/retention.ts";

const HOUSE: LifecycleRule = {
  ID: "house",
  Status: "Enabled",
  Filter: { Prefix: "" },
  Expiration: { Days: 3 },
};

async function keepIn(rules: LifecycleRule[], wishes: Partial<Retention>, isEmpty = false) {
  const said: string[] = [];
  let written = rules;
  const setLifecycle = (given: LifecycleRule[]) => {
    written = given;
    return Promise.resolve();
  };
  await keep(
    { is: "known", value: rules },
    { wishes, isEmpty, keepsVersions: false },
    { setLifecycle },
    createChanges((line) => said.push(line.trim()), false),
  );
  return { said, written };
}

test("a rule of the house that ends sooner is told of, wish by wish", async () => {
  const { said, written } = await keepIn([HOUSE], { frames: 30, previews: null, latest: 2 });
  expect(said).toEqual([
    "note  lifecycle: frames are to be kept 30 days, but a rule that is not ours deletes them after 3 days: change that rule",
    "note  lifecycle: previews are to be kept for ever, but a rule that is not ours deletes them after 3 days: change that rule",
    "done  lifecycle: keeps frames 3 days, previews 3 days, latest 2 days",
  ]);
  expect(written).toEqual(lifecycleRules([HOUSE], { frames: 30, previews: null, latest: 2 }));
});

test("a rule of the house changes none of ours, however often the set-up runs", async () => {
  const rules = lifecycleRules([HOUSE], { frames: 30, previews: null, latest: 2 });
  const { said, written } = await keepIn(rules, {});
  expect(said).toEqual([
    expect.stringContaining("frames are to be kept 30 days"),
    "fine  lifecycle: keeps frames 3 days, previews 3 days, latest 2 days",
  ]);
  expect(written).toBe(rules);
});

test("where the house deletes nothing sooner, there is nothing to tell", async () => {
  const { said } = await keepIn([{ ...HOUSE, Filter: { Prefix: "logs/" } }], {}, true);
  expect(said).toEqual(["done  lifecycle: keeps frames 7 days, previews 30 days, latest 30 days"]);
});
