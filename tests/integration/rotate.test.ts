import { readFileSync, writeFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runSnap } from "../../cli/snap.ts";
import { runWebhooks } from "../../cli/webhooks/index.ts";
import { Account, type LiveFeedModel, type WebhookModel } from "../../scripts/provider-sim/account.ts";
import { type Fault, type ProviderServer, startProviderServer } from "../../scripts/provider-sim/server.ts";
import { Workplace } from "../support/command.ts";
import { jpegOf } from "../support/picture.ts";
import { historyOf, newAccount, storeSettings } from "../support/receiving.ts";
import { type ReceiverServer, startReceiverServer } from "../support/receiver-server.ts";

const IN_FLIGHT_MS = 1;
const OTHERS = Buffer.from("another account's").toString("base64");

let provider: ProviderServer;
let app: ReceiverServer;
let place: Workplace;
let old: WebhookModel;
let feed: LiveFeedModel;
let fault: ((method: string, path: string) => Fault | null) | null;
let sent = 0;

beforeEach(async () => {
  fault = null;
  sent = 0;
  provider = await startProviderServer({
    account: new Account(newAccount()),
    draw: () => jpegOf(64, 36),
    fault: (method, path) => fault?.(method, path) ?? null,
  });
  app = await startReceiverServer();
  place = new Workplace();
  const url = `${app.url}/api/thumbnails`;
  old = provider.account.addWebhook({ url, isThumbnailHooks: true, isFeedHooks: true, filter: "^cam" });
  feed = provider.account.publish("camera", 1);
  writeFileSync(place.file(".env.local"), `WEBHOOK_SECRET=${old.secret},${OTHERS}\n`);
  restart();
});
afterEach(async () => {
  await Promise.all([provider.stop(), app.stop()]);
  place.remove();
});

const secrets = () =>
  parseEnv(readFileSync(place.file(".env.local"), "utf8")).WEBHOOK_SECRET?.split(",") ?? [];

function restart() {
  app.accept(secrets());
}

function rotate(...args: string[]) {
  const command = (given: string[], world: Parameters<typeof runWebhooks>[1]) =>
    runWebhooks(given, world, IN_FLIGHT_MS);
  return place.run(command, ["rotate", "--url", app.url, ...args], {
    MILLICAST_API_URL: provider.url,
    MILLICAST_API_SECRET: provider.secret,
  });
}

async function frame() {
  sent++;
  await provider.hooks.sendThumbnail(feed);
}

async function nothingIsLost() {
  expect(await historyOf(provider.account.id, "camera")).toHaveLength(sent);
}

test("a secret is replaced in two runs, and no frame is lost on the way", async () => {
  await frame();
  const first = await rotate();
  expect(first).toMatchObject({
    code: 0,
    out: expect.stringContaining("does not accept the new secret yet") as string,
  });
  await frame();
  const [, fresh] = provider.account.webhooks;
  expect(fresh).toMatchObject({ ...old, id: fresh?.id, secret: fresh?.secret });
  expect(secrets()).toEqual([fresh?.secret, old.secret, OTHERS]);

  const impatient = await rotate();
  expect(impatient.out).toContain("Nothing is lost");
  expect(provider.account.webhooks).toHaveLength(2);
  await frame();

  restart();
  await frame();
  const second = await rotate();
  expect(second).toMatchObject({ code: 0, out: expect.stringContaining("Done.") as string });
  expect(provider.account.webhooks).toEqual([fresh]);
  expect(secrets()).toEqual([fresh?.secret, OTHERS]);
  await frame();
  restart();
  await frame();
  await nothingIsLost();
  for (const { out } of [first, impatient, second]) {
    for (const secret of [old.secret, fresh?.secret, OTHERS]) expect(out).not.toContain(secret);
  }
  // One secret after the other, and while both were sent, both were taken.
  expect(app.signedBy().filter((number) => number !== undefined)).toEqual(expect.arrayContaining([1, 2]));
});

test("in one run, when the app takes the new secret while it waits", async () => {
  const running = rotate("--wait", "30");
  while (provider.account.webhooks.length < 2 || secrets().length < 3) await frame();
  restart();
  expect((await running).out).toContain("Done.");
  await frame();
  await nothingIsLost();
});

test("where the provider wants addresses to differ, a query tells them apart", async () => {
  let refusals = 1;
  const body = JSON.stringify({ status: "fail", data: { errors: { url: ["is in use"] } } });
  fault = (method, path) =>
    method === "POST" && path === "/api/webhooks" && refusals-- > 0 ? { status: 400, body } : null;
  await rotate();
  restart();
  await frame();
  expect((await rotate()).out).toContain("Done.");
  expect(provider.account.webhooks).toMatchObject([
    { url: expect.stringMatching(/\/api\/thumbnails\?since=\d+$/) as string },
  ]);
  await frame();
  await nothingIsLost();
});

test("an app that does not answer stops it before anything is deleted", async () => {
  await rotate();
  restart();
  app.front = (request, response) => void request.resume().on("end", () => response.writeHead(502).end());
  const { code, err } = await rotate();
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining("ask the doctor") as string });
  expect(provider.account.webhooks).toHaveLength(2);
});

test("in place, it says what is lost", async () => {
  const before = old.secret;
  const { code, out } = await rotate("--in-place");
  expect(code).toBe(0);
  expect(out).toContain("rejected and lost");
  expect(secrets()).toEqual([old.secret, before, OTHERS]);
  expect(old.secret).not.toBe(before);
});

test.for<[string, Partial<WebhookModel>, string]>([
  ["filters", { filter: "^news-" }, '5001 has the filter "^cam", 5002 "^news-"'],
  ["filter", { filter: null }, '5001 has the filter "^cam", 5002 none'],
  ["kinds", { isMediaHooks: true }, "5001 sends thumbnails, feeds, 5002 thumbnails, feeds, media"],
])("two webhooks with different %s are no half-done rotation: both stay", async ([, differs, says]) => {
  const other = provider.account.addWebhook({ ...old, id: 5002, ...differs });
  for (const args of [[], ["--in-place"]]) {
    const { code, err } = await rotate(...args);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(says) as string });
  }
  expect(provider.account.webhooks).toEqual([old, other]);
  expect(secrets()).toEqual([old.secret, OTHERS]);
});

test("without a webhook there is nothing to rotate", async () => {
  provider.account.webhooks.length = 0;
  expect(await rotate()).toMatchObject({ code: 1, err: expect.stringContaining("npm run setup") as string });
});

test("a thumbnail that is asked for is waited for", async () => {
  const { endpoint, credentials, bucket } = storeSettings();
  const { code, out } = await place.run(runSnap, ["camera", "--wait"], {
    MILLICAST_API_URL: provider.url,
    MILLICAST_API_SECRET: provider.secret,
    AWS_S3_BUCKET_NAME: bucket,
    AWS_ENDPOINT_URL_S3: endpoint ?? "",
    AWS_ACCESS_KEY_ID: credentials?.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials?.secretAccessKey,
  });
  expect(code).toBe(0);
  expect(out).toMatch(
    new RegExp(`^camera: here after \\d+\\.\\d s, log/\\d{8}/\\d{4}/[\\d.]+,${provider.account.id},camera,`),
  );
});
