import { describe as group, expect, test } from "vitest";
import { createProviderApi } from "../../../cli/provider-api/provider-api.ts";
import { Sealed } from "../../../cli/provider-api/sealed.ts";
import { parseStoreSettings } from "#lib/settings/store-settings.ts";
import { createClient } from "#lib/store/client.ts";
import { createS3Store } from "#lib/store/s3-store.ts";
import { ADVICE } from "../../../cli/doctor/advice/index.ts";
import { checkFeeds } from "../../../cli/doctor/check-feeds.ts";
import { clockVerdict } from "../../../cli/doctor/clock.ts";
import { describe, summarise } from "../../../cli/doctor/report.ts";
import { fine, found } from "../../../cli/doctor/verdict.ts";
import { startProviderServer } from "../../../scripts/provider/server.ts";

group("a clock", () => {
  test.each([
    [null, "ok", null],
    [0, "ok", null],
    [-20_000, "ok", null],
    [20_001, "warn", "clock-drifts"],
    [-120_000, "warn", "clock-drifts"],
    [120_001, "fail", "clock-off"],
    [-3_600_000, "fail", "clock-off"],
  ])("that the store's is %j ms ahead of: %s", (ahead, state, code) => {
    expect(clockVerdict(ahead)).toMatchObject({ state, code });
  });

  test("is said to be behind or ahead", () => {
    expect(clockVerdict(60_000).says).toBe("60 s behind the store's");
    expect(clockVerdict(-60_000).says).toBe("60 s ahead of the store's");
  });
});

group("a report", () => {
  const verdicts = [
    fine("store", "it answers"),
    found("webhook-disabled", "webhook 7"),
    found("keys-wide", "all"),
  ];

  test("fails when anything failed, and counts each state", () => {
    expect(summarise(verdicts)).toMatchObject({ ok: false, says: "ok: 1, WARN: 1, FAIL: 1, skip: 0" });
    expect(summarise(verdicts.slice(0, 1)).ok).toBe(true);
    expect(summarise([found("keys-wide", "all")]).ok).toBe(true);
  });

  test("shows what others have named without what would rewrite the terminal", () => {
    const line = describe(found("feeds-silent", "ZG6NWV/\x1b[2Jcleared\r\n"), false);
    expect(line.split("\n")[0]).toMatch(/ZG6NWV\/\uFFFD\[2Jcleared\uFFFD\uFFFD$/);
  });

  test("says what to do, with colours only where they are wanted", () => {
    const [, disabled] = verdicts;
    if (disabled === undefined) throw new Error("There are three verdicts.");
    expect(describe(disabled, false)).toContain(ADVICE["webhook-disabled"].todo);
    expect(describe(disabled, false)).not.toContain("\x1b");
    expect(describe(disabled, true)).toContain("\x1b[31mFAIL");
  });
});

test("a store that fails while feeds are compared is a finding, and no crash", async () => {
  const provider = await startProviderServer();
  const api = createProviderApi({ url: provider.url, secret: new Sealed(provider.secret) });
  const nobody = parseStoreSettings({
    AWS_S3_BUCKET_NAME: "none",
    AWS_ENDPOINT_URL_S3: "http://127.0.0.1:1",
    AWS_ACCESS_KEY_ID: "a",
    AWS_SECRET_ACCESS_KEY: "b",
  });
  const store = createS3Store(createClient(nobody), nobody.bucket);
  expect(await checkFeeds(api, store, () => true)).toMatchObject([{ code: "store-unreachable" }]);
  await provider.stop();
});
