import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { run as examine } from "../../../../cli/doctor/index.ts";
import { newSecret, type WebhookModel } from "../../../../scripts/provider-sim/account.ts";
import {
  type Fault,
  type ProviderServer,
  startProviderServer,
} from "../../../../scripts/provider-sim/server.ts";
import { Workplace } from "../../../support/command.ts";
import { listCodes } from "../../../support/examining.ts";

/** Nothing answers there: these checks need the provider only. */
const PUBLIC_URL = "http://127.0.0.1:1";

const place = new Workplace();
afterAll(() => place.remove());

let fault: Fault | null;
let provider: ProviderServer;
let webhook: WebhookModel;
beforeEach(async () => {
  fault = null;
  provider = await startProviderServer({ fault: () => fault });
  const url = `${PUBLIC_URL}/api/thumbnails`;
  webhook = provider.account.addWebhook({ url, isThumbnailHooks: true, isFeedHooks: true, secret: "b25l" });
  provider.account.addToken({ label: "a", enableThumbnails: true });
});
afterEach(() => provider.stop());

async function doctor(args: string[] = [], more: Record<string, string> = {}) {
  const env = { PUBLIC_URL, MILLICAST_API_URL: provider.url, MILLICAST_API_SECRET: provider.secret };
  const run = await place.run(examine, args, { ...env, WEBHOOK_SECRET: "b25l", ...more });
  return { ...run, codes: listCodes(run).filter((code) => code !== "settings-wrong") };
}

test("passes an account whose webhook and tokens send thumbnails", async () => {
  const { out, codes } = await doctor();
  expect(codes).toEqual(["address-unreachable"]);
  expect(out).toMatch(/^ok {4}provider .*\nok {4}webhook .*\nok {4}tokens /m);
});

test.each<[string, () => void]>([
  ["webhook-missing", () => void (provider.account.webhooks.length = 0)],
  ["webhook-missing", () => void (webhook.url = "https://x.example/api/thumbnails")],
  ["webhook-hooks", () => void (webhook.isThumbnailHooks = false)],
  ["webhook-feeds", () => void (webhook.isFeedHooks = false)],
  ["webhook-filter", () => void (webhook.filter = "^camera")],
  ["webhook-secret", () => void (webhook.secret = newSecret())],
  ["webhook-doubled", () => void provider.account.addWebhook({ ...webhook, id: 9_999 })],
  ["tokens-none", () => void (provider.account.tokens.length = 0)],
  ["tokens-some", () => void provider.account.addToken({ label: "b" })],
])("finds %s", async (code, change) => {
  change();
  expect((await doctor()).codes).toEqual([code, "address-unreachable"]);
});

test("takes webhooks with different filters for no doubles", async () => {
  webhook.filter = "^show-";
  provider.account.addWebhook({ ...webhook, id: 9_999, filter: "^news-" });
  expect((await doctor()).codes).not.toContain("webhook-doubled");
});

test("tells until when and why a webhook is disabled, and enables it on request", async () => {
  const until = new Date(Date.now() + 3_600_000).toISOString();
  webhook.disabled = { until, reason: "Too many timeouts" };
  const before = await doctor();
  expect(before.codes).toContain("webhook-disabled");
  expect(before.out).toContain(`is disabled until ${until}: Too many timeouts`);
  expect(webhook.disabled).not.toBeNull();
  expect((await doctor(["--re-enable"])).codes).toEqual(["address-unreachable"]);
  expect(webhook.disabled).toBeNull();
});

test("names a secret that no webhook uses by its number", async () => {
  const { codes, out } = await doctor([], { WEBHOOK_SECRET: "b25l,b2xk" });
  expect(codes).toContain("secret-unused");
  expect(out).toContain("number 2 of WEBHOOK_SECRET");
});

test.each<[string, Fault, string]>([
  ["401", { status: 401, body: "" }, "provider-unauthorized"],
  ["HTML", { status: 200, body: "<html>" }, "provider-fails"],
])("goes on after %s of the provider", async (_, answer, code) => {
  fault = answer;
  expect((await doctor()).codes).toEqual([code, "address-unreachable"]);
});
