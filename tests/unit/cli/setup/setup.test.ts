import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { expect } from "vitest";
import { type SetupScene, WALL_URL, WEBHOOK_URL, test } from "../../../support/setting-up.ts";

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

test("turns thumbnails on for the active token of a label", async ({ scene }) => {
  const { account } = scene.provider;
  account.addToken({ label: "wall", isActive: false });
  const active = account.addToken({ label: "wall" });
  const { code, out } = await scene.start();
  expect(code).toBe(0);
  expect(out).toContain(`token ${active.id} "wall" sends thumbnails`);
  expect(account.tokens.map(({ enableThumbnails }) => enableThumbnails)).toEqual([false, true]);
});

test.for([true, false])(
  "leaves a disabled token of the label (thumbnails %s) as it is",
  async (enableThumbnails, { scene }) => {
    const { account } = scene.provider;
    const token = account.addToken({ label: "wall", isActive: false, enableThumbnails });
    const { code, out, err } = await scene.start();
    expect(code).toBe(2);
    expect(err).toContain(`token ${token.id} "wall" is disabled, and sends nothing`);
    expect(err).toContain(`npm run livewall -- tokens enable ${token.id}`);
    expect(out).not.toContain("sends thumbnails");
    expect(scene.changes()).toEqual([]);
  },
);

test("requires a choice when no token sends thumbnails", async ({ scene }) => {
  scene.provider.account.addToken({ label: "camera" });
  const { code, err } = await scene.startBare();
  expect(code).toBe(2);
  expect(err).toMatch(/--token ID or --all-tokens.*"camera"/);
  expect(scene.changes()).toEqual([]);
});

test("turns thumbnails on for tokens by number, or for all that are active", async ({ scene }) => {
  const { account } = scene.provider;
  const [, second, third] = ["a", "b", "c"].map((label) => account.addToken({ label }));
  const disabled = account.addToken({ label: "d", isActive: false });
  const sending = () => account.tokens.map(({ enableThumbnails }) => enableThumbnails);
  await scene.startBare(["--token", String(second?.id), "--token", String(third?.id)]);
  expect(sending()).toEqual([false, true, true, false]);
  await scene.startBare(["--all-tokens"]);
  expect(sending()).toEqual([true, true, true, false]);
  const { code, out } = await scene.startBare(["--token", String(disabled.id)]);
  expect(code).toBe(0);
  expect(out).toContain(`done  token ${disabled.id} "d" has thumbnails on`);
  expect(out).toMatch(/note {2}it sends none while it is disabled: npm run livewall -- tokens enable \d+/);
  expect(out).not.toContain("sends thumbnails\n");
  expect(disabled).toMatchObject({ isActive: false, enableThumbnails: true });
});

/** Installs a Vercel CLI that runs a script. @returns the environment that finds it */
function installVercel({ place }: SetupScene, script: string) {
  writeFileSync(place.file("vercel"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { PATH: `${place.directory}:${process.env.PATH ?? ""}` };
}

test("gives each setting to Vercel's CLI through a pipe, and names the blank ones", async ({ scene }) => {
  const log = scene.place.file("vercel.log");
  const env = installVercel(scene, `printf '%s <- %s\\n' "$*" "$(cat)" >> '${log}'`);
  const { code, out } = await scene.start(["--vercel", "--write-keys", "--endpoint", ""], env);
  expect(code).toBe(0);
  const secret = scene.provider.account.webhooks[0]?.secret ?? "";
  const lines = readFileSync(log, "utf8").split("\n");
  expect(lines).toContain(`env add WEBHOOK_SECRET production --force --sensitive <- ${secret}`);
  expect(lines).toContain("env add AWS_S3_BUCKET_NAME production --force <- wall");
  // Only Vercel overwrites X-Forwarded-For.
  expect(lines).toContain("env add TRUSTED_PROXIES production --force <- 1");
  expect(scene.envFile()).not.toContain("TRUSTED_PROXIES");
  expect(lines).toContain("env add AWS_SECRET_ACCESS_KEY production --force --sensitive <- secret");
  expect(out).not.toContain(secret);
  expect(lines.join()).not.toContain("AWS_ENDPOINT_URL_S3");
  expect(out).toContain("note  AWS_ENDPOINT_URL_S3 is to be blank: if the project has it, vercel env rm");
});

test("prints why Vercel's CLI failed, without the value", async ({ scene }) => {
  const env = installVercel(scene, 'echo "not linked: $(cat)" >&2\nexit 3');
  const { code, err } = await scene.start(["--vercel"], env);
  expect(code).toBe(1);
  expect(err).toMatch(/ended with 3: not linked: \(hidden\)/);
});
