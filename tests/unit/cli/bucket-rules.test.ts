// The bucket's lifecycle as the set-up makes it, beside rules that are somebody else's.
import type { LifecycleRule } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { keep } from "../../../cli/setup/retention-step.ts";
import { createChanges } from "../../../cli/setup/changes.ts";
import { logDaysSetting } from "../../../cli/setup/settings-step.ts";
import type { Ask } from "../../../cli/world/ask.ts";
import { lifecycleRules, type Retention } from "#lib/store/lifecycle.ts";

const HOUSE: LifecycleRule = {
  ID: "house",
  Status: "Enabled",
  Filter: { Prefix: "" },
  Expiration: { Days: 3 },
};

async function keepIn(
  rules: LifecycleRule[],
  wishes: Partial<Retention>,
  { isEmpty = false, ask = null }: { isEmpty?: boolean; ask?: Ask | null } = {},
) {
  const said: string[] = [];
  let written = rules;
  const setLifecycle = (given: LifecycleRule[]) => {
    written = given;
    return Promise.resolve();
  };
  const logDays = await keep(
    { is: "known", value: rules },
    { wishes, isEmpty, keepsVersions: false, ask },
    { setLifecycle },
    createChanges((line) => said.push(line.trim()), false),
  );
  return { said, written, logDays };
}

/** Answers the questions in their order. */
function answering(...answers: string[]) {
  const asked: string[] = [];
  const ask = {
    text: (question: string, _: string, faultOf: (answer: string) => string | undefined) => {
      asked.push(question);
      const answer = answers.shift() ?? "";
      expect(faultOf(answer)).toBeUndefined();
      expect(faultOf("a week")).toBeDefined();
      return Promise.resolve(answer);
    },
    secret: () => Promise.reject(new Error("asked")),
    confirm: () => Promise.reject(new Error("asked")),
    choose: () => Promise.reject(new Error("asked")),
  };
  return { ask, asked };
}

test("a new bucket keeps the log 7 days, and 30 are offered with their price", async () => {
  const { said, logDays } = await keepIn([], {}, { isEmpty: true });
  expect(said).toEqual([
    "done  lifecycle: keeps log 7 days, previews 30 days, faults 30 days, feeds 395 days",
    expect.stringMatching(/^note {2}.*--keep-log 30 .*\$0\.22 per feed and month .*\$0\.05/),
  ]);
  expect(logDays).toBe(7);
});

test("a person is asked for the days of a new bucket, with the price of 30 days of the log", async () => {
  const { ask, asked } = answering("30", "forever");
  const { written, logDays } = await keepIn([], {}, { isEmpty: true, ask });
  expect(asked).toEqual([
    expect.stringMatching(/log.*\$0\.05 per feed and month for 7 days, \$0\.22 for 30/),
    expect.stringContaining("previews"),
  ]);
  expect(written).toEqual(lifecycleRules([], { log: 30, previews: null }));
  expect(logDays).toBe(30);
});

test("the days of the log are known only where a rule or a wish says them", async () => {
  expect((await keepIn([], {})).logDays).toBeUndefined();
  expect((await keepIn([], { log: null })).logDays).toBeNull();
  expect((await keepIn([HOUSE], { log: null })).logDays).toBe(3);
});

test("a person is asked for what no option says, and never for a bucket in use", async () => {
  const { ask, asked } = answering("9");
  await keepIn([], { log: 30 }, { isEmpty: true, ask });
  await keepIn([], { log: 30 }, { ask });
  expect(asked).toHaveLength(1);
});

test("a rule of the house that ends sooner is told of, wish by wish", async () => {
  const { said, written } = await keepIn([HOUSE], { log: 30, previews: null });
  expect(said).toEqual([
    "note  lifecycle: log is to be kept 30 days, but a rule that is not ours deletes it after 3 days: change that rule",
    "note  lifecycle: previews is to be kept for ever, but a rule that is not ours deletes it after 3 days: change that rule",
    "done  lifecycle: keeps log 3 days, previews 3 days, faults 3 days, feeds 3 days",
  ]);
  expect(written).toEqual(lifecycleRules([HOUSE], { log: 30, previews: null }));
});

test("a rule of the house changes none of ours, however often the set-up runs", async () => {
  const rules = lifecycleRules([HOUSE], { log: 30, previews: null });
  const { said, written } = await keepIn(rules, {});
  expect(said).toEqual([
    expect.stringContaining("log is to be kept 30 days"),
    "fine  lifecycle: keeps log 3 days, previews 3 days, faults 3 days, feeds 3 days",
  ]);
  expect(written).toBe(rules);
});

test("where the house deletes nothing sooner, there is nothing to tell", async () => {
  const { said } = await keepIn(
    [{ ...HOUSE, Filter: { Prefix: "reports/" } }],
    { log: 30 },
    { isEmpty: true },
  );
  expect(said).toEqual([
    "done  lifecycle: keeps log 30 days, previews 30 days, faults 30 days, feeds 395 days",
  ]);
});

test("rules of the layout before the log give way to ours, with the days that originals had", async () => {
  const former = (name: string, Days: number) => ({
    ...HOUSE,
    ID: `livewall-${name}`,
    Filter: { Prefix: `${name}/` },
    Expiration: { Days },
  });
  const { said, written } = await keepIn([former("frames", 14), former("latest", 30)], {});
  expect(written).toEqual(lifecycleRules([], { log: 14, previews: null }));
  expect(said).toContainEqual(expect.stringContaining("livewall -- import brings its pictures over"));
});

describe("LOG_DAYS", () => {
  test.each([
    [7, undefined, {}],
    [7, "30", { LOG_DAYS: "7" }],
    [30, undefined, { LOG_DAYS: "30" }],
    [30, "30", { LOG_DAYS: "30" }],
    [99_999, undefined, { LOG_DAYS: "3650" }],
    [null, undefined, { LOG_DAYS: "3650" }],
    [undefined, "30", {}],
  ])("for a log kept %j days where the setting is %j, setup writes %j", (kept, known, setting) => {
    expect(logDaysSetting(kept, known)).toEqual(setting);
  });
});
