import { chmodSync, existsSync, statSync, writeFileSync } from "node:fs";
import { expect } from "vitest";
import { test, WALL_URL, WEBHOOK_URL } from "../../../support/setting-up.ts";

test("creates a token, a webhook and settings, prints no secret, and changes nothing in a second run", async ({
  scene,
}) => {
  const { account, secret } = scene.provider;
  const { code, out, err } = await scene.start();
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const [webhook] = account.webhooks;
  expect(account.webhooks).toMatchObject([
    { url: WEBHOOK_URL, isThumbnailHooks: true, isFeedHooks: true, isMediaHooks: false },
  ]);
  expect(account.tokens).toMatchObject([{ label: "wall", enableThumbnails: true }]);
  const settings = ["ACCESS=public", "AWS_S3_BUCKET_NAME=wall", "AWS_REGION=us-east-1"];
  const own = [`PUBLIC_URL=${WALL_URL}`, `WEBHOOK_SECRET=${webhook?.secret ?? ""}`];
  expect(scene.envFile().split("\n").filter(Boolean).sort()).toEqual([...settings, ...own].sort());
  expect(statSync(scene.place.file(".env.local")).mode & 0o777).toBe(0o600);
  for (const hidden of [webhook?.secret, account.tokens[0]?.token, secret]) expect(out).not.toContain(hidden);
  const [before, calls] = [scene.envFile(), scene.changes()];
  const again = await scene.start();
  expect(again.code).toBe(0);
  expect(again.out).not.toContain("  done  ");
  expect([scene.envFile(), scene.changes()]).toEqual([before, calls]);
});

test("prints every change in a dry run, and makes none", async ({ scene }) => {
  const { code, out } = await scene.start(["--dry-run"]);
  expect(code).toBe(0);
  expect(scene.changes()).toEqual([]);
  expect(existsSync(scene.place.file(".env.local"))).toBe(false);
  expect(out).toContain(`would call  POST /api/webhooks {"url":"${WEBHOOK_URL}"`);
  expect(out).toContain('would call  POST /api/publish_token {"label":"wall"');
  expect(out).toMatch(/would call {2}write \.env\.local .*"WEBHOOK_SECRET":"\(hidden\)"/);
  expect(out).not.toContain("  done  ");
});

test("repairs a webhook without feeds that is disabled, at the same address in other letters", async ({
  scene,
}) => {
  const disabled = { until: new Date(Date.now() + 3_600_000).toISOString(), reason: "Too many timeouts" };
  const url = `${WALL_URL.toUpperCase().replace("HTTPS", "https")}/api/thumbnails/`;
  const webhook = scene.provider.account.addWebhook({ url, isThumbnailHooks: true, disabled });
  expect((await scene.start()).code).toBe(0);
  expect(scene.provider.account.webhooks).toHaveLength(1);
  expect(webhook).toMatchObject({ isThumbnailHooks: true, isFeedHooks: true, disabled: null });
  expect(scene.envFile()).toContain(`WEBHOOK_SECRET=${webhook.secret}\n`);
});

test("keeps the other lines of the settings file and another secret, and closes it to others", async ({
  scene,
}) => {
  const file = scene.place.file(".env.local");
  const [mine, name] = ['# mine\nexport OTHER="two\nlines" # kept\n\n', "AWS_S3_BUCKET_NAME"];
  writeFileSync(file, `${mine}${name}=old # why\nWEBHOOK_SECRET=b2xk`);
  chmodSync(file, 0o644);
  expect((await scene.start([], { WEBHOOK_SECRET: "b2xk" })).code).toBe(0);
  const secret = scene.provider.account.webhooks[0]?.secret ?? "";
  expect(scene.envFile()).toContain(`${mine}${name}=wall # why\nWEBHOOK_SECRET=${secret},b2xk\n`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("finds a webhook whose creation had no answer", async ({ scene }) => {
  scene.fault = (method, path) => (method === "POST" && path === "/api/webhooks" ? "lost" : null);
  expect((await scene.start()).code).toBe(0);
  expect(scene.provider.account.webhooks).toHaveLength(1);
  expect(scene.envFile()).toContain(scene.provider.account.webhooks[0]?.secret);
});
