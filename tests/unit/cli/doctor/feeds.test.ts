import { afterEach, beforeEach, expect, test } from "vitest";
import type { StoredEntry } from "#lib/model/feed.ts";
import { parseStreamPattern } from "#lib/provider/stream-pattern.ts";
import { StoreError } from "#lib/store/store.ts";
import { checkFeeds } from "../../../../cli/doctor/feeds.ts";
import { toFinding } from "../../../../cli/doctor/finding.ts";
import { createProviderApi } from "../../../../cli/provider-api/provider-api.ts";
import { Sealed } from "../../../../cli/provider-api/model.ts";
import {
  type Fault,
  type ProviderServer,
  startProviderServer,
} from "../../../../scripts/provider-sim/server.ts";
import { logOf, lateNote, now, storedFrame } from "../../../support/log.ts";

const WEBHOOK_URL = "https://wall.example.com/api/thumbnails";

let fault: Fault | null;
let provider: ProviderServer;
beforeEach(async () => {
  fault = null;
  provider = await startProviderServer({
    fault: (_, path) => (path.startsWith("/api/monitoring") ? fault : null),
  });
});
afterEach(() => provider.stop());

async function check(more: Partial<Parameters<typeof checkFeeds>[0]> = {}) {
  const api = createProviderApi({ url: provider.url, secret: new Sealed(provider.secret) });
  const account = { id: provider.account.id, webhooks: await api.webhooks() };
  const context = {
    api,
    account,
    streams: null,
    webhookUrl: WEBHOOK_URL,
    store: logOf([]),
    appAheadMs: null,
  };
  return await checkFeeds({ ...context, ...more });
}

test("finds feeds without a frame of two minutes", async () => {
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
  expect(await check({ store: logOf(entries) })).toMatchObject([
    { code: "feeds-silent", state: "warn", says: `${account.id}/silent, feed ${silent.feed}` },
  ]);
});

test("names the publish token that has thumbnails off", async () => {
  const token = provider.account.addToken({ label: "off" });
  const { feedId } = provider.account.publish("dark", token.id, 600_000);
  const [found] = await check();
  expect(found?.says).toContain(`/dark, feed ${feedId}: thumbnails are off in its publish token ${token.id}`);
});

test("gives no verdict by a clock that is not the app's", async () => {
  provider.account.publish("silent", 1, 600_000);
  const appAheadMs = now() - Date.now();
  expect(await check({ appAheadMs: appAheadMs + 300_000 })).toEqual([]);
  expect(await check({ appAheadMs: appAheadMs - 300_000 })).toEqual([]);
  expect(await check({ appAheadMs })).toMatchObject([{ code: "feeds-silent" }]);
});

test("ignores streams that the receiver rejects or no webhook sends", async () => {
  const { account } = provider;
  for (const name of ["show-1", "show-other", "news-1"]) account.publish(name, 1, 600_000);
  account.addWebhook({ url: WEBHOOK_URL, filter: "^show-" });
  const patterns = [`${account.id}/show-1`, `${account.id}/news-*`].map(parseStreamPattern);
  const found = await check({ streams: patterns.filter((pattern) => pattern !== null) });
  expect(found.map(({ says }) => says.split(",")[0])).toEqual([`${account.id}/show-1`]);
});

test("skips a plan without monitoring", async () => {
  fault = { status: 403, body: '{"status":"fail","data":{"message":"Feature not enabled"}}' };
  expect(await check()).toMatchObject([{ code: "feeds-unknown", state: "skip" }]);
});

test("reports that the store fails", async () => {
  const listLog = () => Promise.reject(new StoreError("list", new Error("away")));
  const found = await check({ store: { ...logOf([]), listLog } }).catch(toFinding);
  expect(found).toMatchObject({ code: "store-unreachable" });
});
