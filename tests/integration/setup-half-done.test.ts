import { chmodSync, statSync, writeFileSync } from "node:fs";
import { describe, expect } from "vitest";
import { test, URL_OF_WALL, WEBHOOK } from "../support/setting-up.ts";

describe("what an earlier set-up left half done is finished", () => {
  test("a webhook without feeds, disabled, at the same address spelled otherwise", async ({ scene }) => {
    const disabled = { until: new Date(Date.now() + 3_600_000).toISOString(), reason: "Too many timeouts" };
    const url = `${URL_OF_WALL.toUpperCase().replace("HTTPS", "https")}/api/thumbnails/`;
    const webhook = scene.provider.account.addWebhook({ url, isThumbnailHooks: true, disabled });
    expect((await scene.start()).code).toBe(0);
    expect(scene.provider.account.webhooks).toHaveLength(1);
    expect(webhook).toMatchObject({ isThumbnailHooks: true, isFeedHooks: true, disabled: null });
    expect(scene.envFile()).toContain(`WEBHOOK_SECRET=${webhook.secret}\n`);
  });

  test("a file with lines of its own, open to others, and another secret", async ({ scene }) => {
    const own =
      '# mine\nexport OTHER="two\nlines" # kept\n\nAWS_S3_BUCKET_NAME=old # why\nWEBHOOK_SECRET=b2xk';
    writeFileSync(scene.place.file(".env.local"), own);
    chmodSync(scene.place.file(".env.local"), 0o644);
    expect((await scene.start([], { WEBHOOK_SECRET: "b2xk" })).code).toBe(0);
    const secret = scene.provider.account.webhooks[0]?.secret ?? "";
    expect(scene.envFile()).toContain(
      `# mine\nexport OTHER="two\nlines" # kept\n\nAWS_S3_BUCKET_NAME=${scene.bucket} # why\nWEBHOOK_SECRET=${secret},b2xk\n`,
    );
    expect(statSync(scene.place.file(".env.local")).mode & 0o777).toBe(0o600);
  });

  test("a webhook whose creation had no answer is found, and not made twice", async ({ scene }) => {
    scene.fault = (method, path) => (method === "POST" && path === "/api/webhooks" ? "lost" : null);
    expect((await scene.start()).code).toBe(0);
    expect(scene.provider.account.webhooks).toHaveLength(1);
    expect(scene.envFile()).toContain(scene.provider.account.webhooks[0]?.secret);
  });

  test("and of 200 webhooks, the last is found", async ({ scene }) => {
    for (let n = 0; n < 199; n++) scene.provider.account.addWebhook({ url: `https://${n}.example.com/` });
    const { secret } = scene.provider.account.addWebhook({
      url: WEBHOOK,
      isFeedHooks: true,
      isThumbnailHooks: true,
    });
    expect((await scene.start()).code).toBe(0);
    expect(scene.provider.account.webhooks).toHaveLength(200);
    expect(scene.envFile()).toContain(secret);
  });
});
