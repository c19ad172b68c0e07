// `npm run build:standalone` as a container or a service runs it. No browser is needed.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import http, { type IncomingMessage } from "node:http";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "@playwright/test";
import { until } from "../../../scripts/shared/until.ts";
import { thumbnail } from "../../support/hook.ts";
import { beginHook, isRefused } from "../../support/hook-under-way.ts";
import type { ServingProcess } from "../../support/serving-process.ts";
import { startStandalone } from "../../support/standalone.ts";
import { LocalStore } from "../../../scripts/local-store/local-store.ts";

const secret = randomBytes(32).toString("base64");
let directory: string;
let store: LocalStore;
let app: ServingProcess;

test.beforeAll(async () => {
  mkdirSync(".data/test", { recursive: true });
  directory = mkdtempSync(path.resolve(".data/test/standalone-"));
  store = await LocalStore.start({ directory });
});
test.afterAll(async () => {
  await store.stop();
  rmSync(directory, { recursive: true });
});
test.beforeEach(async () => {
  app = await startStandalone({ ...store.env, WEBHOOK_SECRET: secret, ACCESS: "public" });
});
test.afterEach(() => app.end());

const hookOf = (stream: string) => thumbnail({ url: `${app.url}/api/thumbnails`, stream, secret });
const isOnWall = async (name: string) => (await (await fetch(app.url)).text()).includes(name);

test("stores hooks and shows the wall with nothing but Node", async () => {
  expect((await fetch(hookOf("ZG6NWV/alone"))).status).toBe(200);
  await expect.poll(() => isOnWall("alone")).toBe(true);
  const script = /\/_next\/static\/[^"]+\.js/.exec(await (await fetch(app.url)).text())?.[0];
  expect((await fetch(`${app.url}${script ?? "/none"}`)).status).toBe(200);
});

test("serves the icons that browsers ask for, and that the manifest names", async () => {
  const manifest = (await (await fetch(`${app.url}/manifest.webmanifest`)).json()) as {
    icons: { src: string }[];
  };
  const icons = ["/favicon.ico", ...manifest.icons.map(({ src }) => src)];
  expect(icons.length).toBeGreaterThan(2);
  const statuses = icons.map(async (icon) => [icon, (await fetch(`${app.url}${icon}`)).status]);
  expect(await Promise.all(statuses)).toEqual(icons.map((icon) => [icon, 200]));
});

test("on SIGTERM takes no more, finishes the hook that is under way, and ends", async () => {
  const finishHook = await beginHook(hookOf("ZG6NWV/last"), false);
  const exited = once(app.process, "exit");
  app.process.kill("SIGTERM");
  await until("new connections to be refused", 10_000, () => isRefused(app.url));
  expect(app.process.exitCode).toBeNull();
  expect(await finishHook()).toEqual({ status: 200, body: "OK\n" });
  await exited;
  expect(app.printed()).toContain('"outcome":"stored"');
});

test("on SIGTERM ends although somebody goes on polling over a connection that was in use", async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const finishHook = await beginHook(hookOf("ZG6NWV/last"), agent);
  const exited = once(app.process, "exit");
  app.process.kill("SIGTERM");
  await until("new connections to be refused", 10_000, () => isRefused(app.url));
  expect((await finishHook()).status).toBe(200);
  const poll = async () => {
    const [response] = (await once(http.get(`${app.url}/api/feeds`, { agent }), "response")) as [
      IncomingMessage,
    ];
    await text(response);
  };
  const polls = (async () => {
    for (;;) await poll();
  })().catch(() => "refused");
  await exited;
  expect(await polls).toBe("refused");
  agent.destroy();
});
