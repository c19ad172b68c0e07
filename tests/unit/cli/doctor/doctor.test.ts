import { afterAll, describe, expect, test } from "vitest";
import { ADVICE } from "../../../../cli/doctor/advice/index.ts";
import { finding, format, pass, summarise } from "../../../../cli/doctor/finding.ts";
import { run as examine } from "../../../../cli/doctor/index.ts";
import { compareClocks } from "../../../../cli/doctor/store.ts";
import { startProviderServer } from "../../../../scripts/provider-sim/server.ts";
import { Workplace } from "../../../support/command.ts";
import { listCodes } from "../../../support/examining.ts";

const place = new Workplace();
afterAll(() => place.remove());

test.each([
  [null, "ok", null, "accepts signatures"],
  [-20_000, "ok", null, "within seconds"],
  [20_001, "warn", "clock-drifts", "20 s behind the store's"],
  [-120_000, "warn", "clock-drifts", "120 s ahead of the store's"],
  [120_001, "fail", "clock-off", "behind"],
])("a store's clock that is %j ms ahead is %s", (ahead, state, code, says) => {
  expect(compareClocks(ahead)).toMatchObject({ state, code, says: expect.stringContaining(says) as string });
});

describe("a report", () => {
  const disabled = finding("webhook-disabled", "webhook 7");
  const wide = finding("keys-wide", "all");

  test("fails when a finding fails, and counts each state", () => {
    const all = [pass("store", "it answers"), disabled, wide];
    expect(summarise(all)).toMatchObject({ ok: false, says: "ok: 1, WARN: 1, FAIL: 1, skip: 0" });
    expect(summarise([wide]).ok).toBe(true);
  });

  test("prints foreign text without control characters", () => {
    const line = format(finding("feeds-silent", "ZG6NWV/\x1b[2Jcleared\r\n"), false);
    expect(line.split("\n")[0]).toMatch(/ZG6NWV\/\uFFFD\[2Jcleared\uFFFD\uFFFD$/);
  });

  test("prints the remedy, in colour on request", () => {
    expect(format(disabled, false)).toContain(ADVICE["webhook-disabled"].todo);
    expect(format(disabled, false)).not.toContain("\x1b");
    expect(format(disabled, true)).toContain("\x1b[31mFAIL");
  });
});

test("reports that nothing is set", async () => {
  const run = await place.run(examine, [], {});
  expect(run.code).toBe(1);
  const wrong = Array.from({ length: 4 }, () => "settings-wrong");
  expect(listCodes(run)).toEqual([...wrong, "provider-unasked", "address-missing"]);
  expect(run.out).toContain("WEBHOOK_SECRET is missing");
});

test.each([
  ["PUBLIC_URL", "address-missing"],
  ["MILLICAST_API_URL", "provider-unasked"],
])("reports a malformed %s as JSON, and calls the provider only at its address", async (name, code) => {
  const provider = await startProviderServer();
  const api = { MILLICAST_API_URL: provider.url, MILLICAST_API_SECRET: provider.secret };
  const run = await place.run(examine, ["--json"], { ...api, [name]: "nowhere" });
  const { ok, verdicts } = JSON.parse(run.out) as { ok: boolean; verdicts: object[] };
  expect([run.code, ok]).toEqual([1, false]);
  const says = expect.stringContaining(name) as string;
  expect(verdicts).toContainEqual(expect.objectContaining({ code: "settings-wrong", state: "fail", says }));
  const todo = expect.any(String) as string;
  expect(verdicts).toContainEqual(expect.objectContaining({ code, state: "skip", todo }));
  expect(provider.calls.length > 0).toBe(name === "PUBLIC_URL");
  await provider.stop();
});
