import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseStoreSettings } from "#lib/settings/store-settings.ts";
import { openStore } from "#lib/store/s3-store.ts";
import type { StoredEntry } from "#lib/model/feed.ts";
import { ADVICE } from "../../../cli/doctor/advice/index.ts";
import { checkFeeds } from "../../../cli/doctor/feeds.ts";
import { finding, format, pass, summarise, toFinding } from "../../../cli/doctor/finding.ts";
import { compareClocks } from "../../../cli/doctor/store.ts";
import { createProviderApi } from "../../../cli/provider-api/provider-api.ts";
import { Sealed } from "../../../cli/provider-api/model.ts";
import { type ProviderServer, startProviderServer } from "../../../scripts/provider-sim/server.ts";
import { logOf, lateNote, now, storedFrame } from "../../support/log.ts";

test.each([
  [null, "ok", null],
  [-20_000, "ok", null],
  [20_001, "warn", "clock-drifts"],
  [-120_000, "warn", "clock-drifts"],
  [120_001, "fail", "clock-off"],
])("a store's clock that is %j ms ahead is %s", (ahead, state, code) => {
  expect(compareClocks(ahead)).toMatchObject({ state, code });
});

test("a clock is behind or ahead of the store's", () => {
  expect(compareClocks(60_000).says).toBe("60 s behind the store's");
  expect(compareClocks(-60_000).says).toBe("60 s ahead of the store's");
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

describe("live feeds", () => {
  let provider: ProviderServer;
  beforeEach(async () => {
    provider = await startProviderServer();
  });
  afterEach(() => provider.stop());

  const context = () => ({
    api: createProviderApi({ url: provider.url, secret: new Sealed(provider.secret) }),
    account: { id: provider.account.id, webhooks: [] },
    streams: null,
    webhookUrl: null,
  });

  test("without a frame of two minutes are silent", async () => {
    const { account } = provider;
    const [sends, late, silent] = ["sends", "late", "silent"].map((name) => {
      return { stream: { account: account.id, name }, feed: account.publish(name, 1, 600_000).feedId };
    });
    if (sends === undefined || late === undefined || silent === undefined) throw new Error("no feeds");
    // A feed that has just started had no time to send.
    account.publish("fresh", 1);
    const entries: StoredEntry[] = [
      storedFrame(sends, now() - 30_000),
      lateNote(late, now() - 400_000, now() - 20_000),
      storedFrame(silent, now() - 130_000),
      { kind: "started", ...silent, at: now(), source: null, storedAt: 0 },
    ];
    expect(await checkFeeds({ ...context(), store: logOf(entries) })).toMatchObject([
      { code: "feeds-silent", says: `${account.id}/silent, feed ${silent.feed}` },
    ]);
  });

  test("become a finding when the store fails", async () => {
    const settings = parseStoreSettings({
      AWS_S3_BUCKET_NAME: "none",
      AWS_ENDPOINT_URL_S3: "http://127.0.0.1:1",
      AWS_ACCESS_KEY_ID: "a",
      AWS_SECRET_ACCESS_KEY: "b",
    });
    const found = await checkFeeds({ ...context(), store: openStore(settings) }).catch(toFinding);
    expect(found).toMatchObject({ code: "store-unreachable" });
  });
});
