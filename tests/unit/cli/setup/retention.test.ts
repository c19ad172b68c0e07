import type { LifecycleRule } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import type { Ask } from "../../../../cli/ask.ts";
import { lifecycleRules, type Retention } from "../../../../cli/bucket/lifecycle.ts";
import { createChanges } from "../../../../cli/setup/changes.ts";
import { setRetention } from "../../../../cli/setup/retention.ts";
import { toLogDaysSetting } from "../../../../cli/setup/settings.ts";

const toRule = (ID: string, Prefix: string, Days: number): LifecycleRule => {
  return { ID, Status: "Enabled", Filter: { Prefix }, Expiration: { Days } };
};
const FOREIGN = toRule("foreign", "", 3);

async function set(
  rules: LifecycleRule[],
  wishes: Partial<Retention>,
  { isEmpty = false, ask = null }: { isEmpty?: boolean; ask?: Ask | null } = {},
) {
  const printed: string[] = [];
  let written = rules;
  const setLifecycle = (given: LifecycleRule[]) => {
    written = given;
    return Promise.resolve();
  };
  const logDays = await setRetention(
    { is: "known", value: rules },
    { wishes, isEmpty, keepsVersions: false, ask },
    { setLifecycle },
    createChanges((line) => printed.push(line.trim()), false),
  );
  return { printed, written, logDays };
}

function answering(...answers: string[]) {
  const asked: string[] = [];
  const never = () => Promise.reject(new Error("asked"));
  const ask: Ask = {
    secret: never,
    confirm: never,
    choose: never,
    text(question, _, validate) {
      asked.push(question);
      const answer = answers.shift() ?? "";
      expect([validate(answer), validate("a week")]).toEqual([undefined, expect.any(String)]);
      return Promise.resolve(answer);
    },
  };
  return { ask, asked };
}

test("a new bucket keeps the log 7 days, and 30 are offered with their price", async () => {
  const { printed, logDays } = await set([], {}, { isEmpty: true });
  expect(printed).toEqual([
    "done  lifecycle: keeps log 7 days, previews 30 days, faults 30 days, feeds 395 days",
    expect.stringMatching(/^note {2}.*--keep-log 30 .*\$0\.22 per feed and month .*\$0\.05/),
  ]);
  expect(logDays).toBe(7);
});

test("asks for the days of a new bucket, with the price of 30 days", async () => {
  const { ask, asked } = answering("30", "forever");
  const { written, logDays } = await set([], {}, { isEmpty: true, ask });
  expect(asked).toEqual([
    expect.stringMatching(/log.*\$0\.05 per feed and month for 7 days, \$0\.22 for 30/),
    expect.stringContaining("previews"),
  ]);
  expect(written).toEqual(lifecycleRules([], { log: 30, previews: null }));
  expect(logDays).toBe(30);
});

test("asks only for what no option gives, and never for a bucket in use", async () => {
  const { ask, asked } = answering("9");
  await set([], { log: 30 }, { isEmpty: true, ask });
  await set([], { log: 30 }, { ask });
  expect(asked).toHaveLength(1);
});

test("knows the days of the log only from a rule or an option", async () => {
  expect((await set([], {})).logDays).toBeUndefined();
  expect((await set([], { log: null })).logDays).toBeNull();
  expect((await set([FOREIGN], { log: null })).logDays).toBe(3);
});

test("notes each wish that a foreign rule ends sooner", async () => {
  const { printed, written } = await set([FOREIGN], { log: 30, previews: null });
  expect(printed).toEqual([
    expect.stringMatching(/^note .* log is to be kept 30 days, but a rule .* after 3 days/),
    expect.stringMatching(/^note .* previews is to be kept for ever, but a rule .* after 3 days/),
    "done  lifecycle: keeps log 3 days, previews 3 days, faults 3 days, feeds 3 days",
  ]);
  expect(written).toEqual(lifecycleRules([FOREIGN], { log: 30, previews: null }));
  const again = await set(written, {});
  expect(again.written).toBe(written);
  expect(again.printed.at(-1)).toMatch(/^fine /);
});

test("says nothing of a foreign rule for another prefix", async () => {
  const { printed } = await set([toRule("foreign", "reports/", 3)], { log: 30 }, { isEmpty: true });
  expect(printed).toEqual([expect.stringMatching(/^done /)]);
});

test("replaces rules of the layout before the log", async () => {
  const former = [toRule("livewall-frames", "frames/", 14), toRule("livewall-latest", "latest/", 30)];
  const { printed, written } = await set(former, {});
  expect(written).toEqual(lifecycleRules([], { log: 14, previews: null }));
  expect(printed).toContainEqual(expect.stringContaining("livewall -- import brings its pictures over"));
});

test.each([
  [7, undefined, {}],
  [7, "30", { LOG_DAYS: "7" }],
  [30, undefined, { LOG_DAYS: "30" }],
  [99_999, undefined, { LOG_DAYS: "3650" }],
  [null, undefined, { LOG_DAYS: "3650" }],
  [undefined, "30", {}],
])("a log kept %j days, with LOG_DAYS %j, sets %j", (kept, known, setting) => {
  expect(toLogDaysSetting(kept, known)).toEqual(setting);
});
