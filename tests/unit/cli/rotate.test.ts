import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readEnvFile } from "#lib/settings/environment.ts";
import { run as runWebhooks } from "../../../cli/webhooks/index.ts";
import type { LiveFeedModel, WebhookModel } from "../../../scripts/provider-sim/account.ts";
import {
  type Fault,
  type ProviderServer,
  startProviderServer,
} from "../../../scripts/provider-sim/server.ts";
import { Workplace } from "../../support/command.ts";
import { createMemoryStore, type MemoryStore } from "../../support/memory-store.ts";
import { SMALL_JPEG } from "../../support/picture.ts";
import { type ReceiverServer, startReceiverServer } from "../../support/receiver-server.ts";
import { listHistory } from "../../support/seen.ts";

const WAIT = { inFlightMs: 1, pollMs: 5 };
const OTHER = Buffer.from("another account's").toString("base64");

let provider: ProviderServer;
let store: MemoryStore;
let app: ReceiverServer;
let place: Workplace;
let old: WebhookModel;
let feed: LiveFeedModel;
let fault: ((method: string, path: string) => Fault | null) | null;
let sent: number;

beforeEach(async () => {
  fault = null;
  sent = 0;
  provider = await startProviderServer({
    draw: () => Promise.resolve(SMALL_JPEG),
    fault: (method, path) => fault?.(method, path) ?? null,
  });
  store = createMemoryStore();
  app = await startReceiverServer(store);
  place = new Workplace();
  const url = `${app.url}/api/thumbnails`;
  old = provider.account.addWebhook({ url, isThumbnailHooks: true, isFeedHooks: true, filter: "^cam" });
  feed = provider.account.publish("camera", 1);
  writeFileSync(place.file(".env.local"), `WEBHOOK_SECRET=${old.secret},${OTHER}\n`);
  restart();
});
afterEach(async () => {
  await Promise.all([provider.stop(), app.stop()]);
  place.remove();
});

const secrets = () => readEnvFile(place.file(".env.local")).WEBHOOK_SECRET?.split(",") ?? [];
const restart = () => app.accept(secrets());
const stopped = (says: string) => ({ code: 1, err: expect.stringContaining(says) as string });

const rotate = (...args: string[]) =>
  place.run((given, world) => runWebhooks(given, world, WAIT), ["rotate", "--url", app.url, ...args], {
    MILLICAST_API_URL: provider.url,
    MILLICAST_API_SECRET: provider.secret,
  });

async function send() {
  sent++;
  await provider.hooks.sendThumbnail(feed);
}

const countStored = async () => (await listHistory(store, provider.account.id, "camera")).length;

test("replaces a secret in two runs without losing a frame", async () => {
  await send();
  const first = await rotate();
  const rejected = expect.stringContaining("does not accept the new secret yet") as string;
  expect(first).toMatchObject({ code: 1, out: rejected });
  await send();
  const [, fresh] = provider.account.webhooks;
  expect(fresh).toMatchObject({ ...old, id: fresh?.id, secret: fresh?.secret });
  expect(secrets()).toEqual([fresh?.secret, old.secret, OTHER]);

  const early = await rotate();
  expect(early.out).toContain("Nothing is lost");
  expect(provider.account.webhooks).toHaveLength(2);
  await send();

  restart();
  await send();
  const second = await rotate();
  expect(second).toMatchObject({ code: 0, out: expect.stringContaining("Done.") as string });
  expect(provider.account.webhooks).toEqual([fresh]);
  expect(secrets()).toEqual([fresh?.secret, OTHER]);
  await send();
  restart();
  await send();
  expect(await countStored()).toBe(sent);
  for (const { out } of [first, early, second]) {
    for (const secret of [old.secret, fresh?.secret, OTHER]) expect(out).not.toContain(secret);
  }
  expect(app.signedBy()).toEqual(expect.arrayContaining([1, 2]));
});

test("finishes in one run when the app accepts the new secret in time", async () => {
  const running = rotate("--wait", "30");
  while (provider.account.webhooks.length < 2 || secrets().length < 3) await send();
  restart();
  expect((await running).out).toContain("Done.");
  await send();
  expect(await countStored()).toBe(sent);
});

test("adds a query when the provider rejects the same address", async () => {
  let rejections = 1;
  const body = JSON.stringify({ status: "fail", data: { errors: { url: ["is in use"] } } });
  fault = (method, path) =>
    method === "POST" && path === "/api/webhooks" && rejections-- > 0 ? { status: 400, body } : null;
  await rotate();
  restart();
  expect((await rotate()).out).toContain("Done.");
  const url = expect.stringMatching(/\/api\/thumbnails\?since=\d+$/) as string;
  expect(provider.account.webhooks).toMatchObject([{ url }]);
  await send();
  expect(await countStored()).toBe(sent);
});

test("deletes nothing while the app does not answer", async () => {
  await rotate();
  restart();
  app.front = (request, response) => void request.resume().on("end", () => response.writeHead(502).end());
  expect(await rotate()).toMatchObject(stopped("ask the doctor"));
  expect(provider.account.webhooks).toHaveLength(2);
});

test("replaces no secret in place unasked", async () => {
  const before = old.secret;
  expect(await rotate("--in-place")).toMatchObject({
    code: 2,
    err: expect.stringContaining("--yes") as string,
  });
  expect(old.secret).toBe(before);
});

test("replaces a secret in place, and prints what is lost", async () => {
  const before = old.secret;
  const { code, out } = await rotate("--in-place", "--yes");
  expect([code, out]).toEqual([0, expect.stringContaining("rejected and lost")]);
  expect(secrets()).toEqual([old.secret, before, OTHER]);
  expect(old.secret).not.toBe(before);
});

test.each<[Partial<WebhookModel>, string]>([
  [{ filter: "^news-" }, '5001 has the filter "^cam", 5002 "^news-"'],
  [{ filter: null }, '5001 has the filter "^cam", 5002 none'],
  [{ isMediaHooks: true }, "5001 sends thumbnails, feeds, 5002 thumbnails, feeds, media"],
])("leaves two webhooks that differ in %j alone", async (differs, says) => {
  const other = provider.account.addWebhook({ ...old, id: 5002, ...differs });
  for (const args of [[], ["--in-place", "--yes"]])
    expect(await rotate(...args)).toMatchObject(stopped(says));
  expect(provider.account.webhooks).toEqual([old, other]);
  expect(secrets()).toEqual([old.secret, OTHER]);
});

test("needs a webhook", async () => {
  provider.account.webhooks.length = 0;
  expect(await rotate()).toMatchObject(stopped("npm run setup"));
});
