// `npm run build:standalone` as a container or a service runs it. No browser is needed.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import http, { type IncomingMessage } from "node:http";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "@playwright/test";
import sharp from "sharp";
import { until } from "../../../scripts/shared/until.ts";
import { thumbnail } from "../../support/hook.ts";
import { beginHook, isRefused } from "../../support/hook-under-way.ts";
import { startStandalone } from "../../support/standalone.ts";
import { LocalStore } from "../../../scripts/local-store/local-store.ts";

test("a standalone build serves hooks, wall, code and icons, and ends on SIGTERM with the hook under way", async () => {
  mkdirSync(".data/test", { recursive: true });
  const directory = mkdtempSync(path.resolve(".data/test/standalone-"));
  const store = await LocalStore.start({ directory });
  const secret = randomBytes(32).toString("base64");
  const app = await startStandalone({ ...store.env, WEBHOOK_SECRET: secret, ACCESS: "public" });
  const hookOf = (stream: string) => thumbnail({ url: `${app.url}/api/thumbnails`, stream, secret });
  const get = async (address: string) => {
    const answer = await fetch(new URL(address, app.url));
    expect(answer.status, address).toBe(200);
    return Buffer.from(await answer.arrayBuffer());
  };
  try {
    expect((await fetch(hookOf("ZG6NWV/alone"))).status).toBe(200);
    await expect.poll(async () => String(await get("/"))).toContain("alone");
    const page = String(await get("/"));
    await get(/\/_next\/static\/[^"]+\.js/.exec(page)?.[0] ?? "/none");

    const manifest = JSON.parse(String(await get("/manifest.webmanifest"))) as {
      icons: { src: string; sizes: string }[];
    };
    expect(manifest.icons.length).toBeGreaterThan(1);
    for (const { src, sizes } of manifest.icons) {
      const { width, height } = await sharp(await get(src)).metadata();
      if (sizes !== "any") expect(`${width}x${height}`).toBe(sizes);
    }
    await get("/favicon.ico");
    // Apple's home screens need 180 px, without transparency, which they would make black.
    const apple = /<link rel="apple-touch-icon" href="([^"]+)" [^>]*sizes="180x180"/.exec(page)?.[1];
    const icon = await sharp(await get(apple?.replaceAll("&amp;", "&") ?? "/none")).metadata();
    expect(icon).toMatchObject({ format: "png", width: 180, height: 180, hasAlpha: false });

    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const finishHook = await beginHook(hookOf("ZG6NWV/last"), agent);
    const exited = once(app.process, "exit");
    app.process.kill("SIGTERM");
    await until("new connections to be refused", 10_000, () => isRefused(app.url));
    expect(app.process.exitCode).toBeNull();
    expect(await finishHook()).toEqual({ status: 200, body: "OK\n" });
    // A client that goes on over its connection does not keep the process.
    const poll = async () => {
      const sent = http.get(`${app.url}/api/feeds`, { agent });
      const [response] = (await once(sent, "response")) as [IncomingMessage];
      await text(response);
    };
    const polls = (async () => {
      for (;;) await poll();
    })().catch(() => "refused");
    await exited;
    expect(await polls).toBe("refused");
    expect(app.printed()).toContain('"outcome":"stored"');
    agent.destroy();
  } finally {
    await app.end();
    await store.stop();
    rmSync(directory, { recursive: true });
  }
});
