import { rmSync, writeFileSync } from "node:fs";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import type { Finding } from "../../../../cli/doctor/finding.ts";
import { run as examine } from "../../../../cli/doctor/index.ts";
import { compareClocks } from "../../../../cli/doctor/store.ts";
import { type WebhookModel, newSecret } from "../../../../scripts/provider-sim/account.ts";
import {
  type Fault,
  type ProviderServer,
  startProviderServer,
} from "../../../../scripts/provider-sim/server.ts";
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

test("reports that nothing is set", async () => {
  const run = await place.run(examine, [], {});
  expect(run.code).toBe(1);
  expect(listCodes(run)).toEqual(["settings-wrong", "provider-unasked", "address-missing"]);
  expect(run.out).toContain("WEBHOOK_SECRET is missing");
  const notRun = [...run.out.matchAll(/^skip {2}(.{16})not run: it needs /gm)].map(([, name]) =>
    name?.trim(),
  );
  expect(notRun).toEqual(expect.arrayContaining(["clock", "permissions", "privacy", "lifecycle"]));
  expect(notRun.slice(-5)).toEqual(["webhook", "tokens", "self-test", "provider's test", "feeds"]);
});

test("says where a WEBHOOK_SECRET comes from that competes with another", async () => {
  const file = place.file(".env.local");
  writeFileSync(file, "WEBHOOK_SECRET=b2xk\n");
  writeFileSync(place.file(".env"), "WEBHOOK_SECRET=b25l\n");
  const ofShell = await doctor([], { WEBHOOK_SECRET: "dHdv" });
  const ofFile = await doctor([], { WEBHOOK_SECRET: "b2xk" });
  for (const name of [".env.local", ".env"]) rmSync(place.file(name));
  expect(ofShell.out).toMatch(
    /^WARN .*the one of the environment of this shell counts, and .env.local has another/m,
  );
  expect(ofFile.out).toMatch(/^WARN .*the one of .env.local counts, and .env has another/m);
  for (const secret of ["b2xk", "b25l", "dHdv"]) expect(ofShell.out + ofFile.out).not.toContain(secret);
  expect((await doctor()).codes).not.toContain("secret-competes");
});

test("says where the webhooks of the account point", async () => {
  provider.account.addWebhook({ url: "https://old.example/hidden?key=hidden" });
  expect((await doctor()).out).toMatch(/^ok .*others of the account point to https:\/\/old.example$/m);
  provider.account.webhooks.shift();
  const { out } = await doctor();
  expect(out).toMatch(/^FAIL .*: the account's point to https:\/\/old.example$/m);
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

/** Nothing answers there: these checks need the provider only. */
const PUBLIC_URL = "http://127.0.0.1:1";

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

test.each<[string, "fail" | "warn", () => void]>([
  ["webhook-missing", "fail", () => void (provider.account.webhooks.length = 0)],
  ["webhook-missing", "fail", () => void (webhook.url = "https://x.example/api/thumbnails")],
  ["webhook-hooks", "fail", () => void (webhook.isThumbnailHooks = false)],
  ["webhook-feeds", "warn", () => void (webhook.isFeedHooks = false)],
  ["webhook-filter", "warn", () => void (webhook.filter = "^camera")],
  ["webhook-secret", "fail", () => void (webhook.secret = newSecret())],
  ["webhook-doubled", "warn", () => void provider.account.addWebhook({ ...webhook, id: 9_999 })],
  ["tokens-none", "fail", () => void (provider.account.tokens.length = 0)],
  ["tokens-some", "warn", () => void provider.account.addToken({ label: "b" })],
])("finds %s: %s", async (code, state, change) => {
  change();
  const { verdicts } = JSON.parse((await doctor(["--json"])).out) as { verdicts: Finding[] };
  const found = verdicts.filter((one) => one.code !== null && one.code !== "settings-wrong");
  expect(found).toMatchObject([{ code, state }, { code: "address-unreachable" }]);
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
  expect(out).toMatch(/^WARN .*number 2 of WEBHOOK_SECRET/m);
});

test.each<[string, Fault, string]>([
  ["401", { status: 401, body: "" }, "provider-unauthorized"],
  ["HTML", { status: 200, body: "<html>" }, "provider-fails"],
])("goes on after %s of the provider", async (_, answer, code) => {
  fault = answer;
  expect((await doctor()).codes).toEqual([code, "address-unreachable"]);
});
