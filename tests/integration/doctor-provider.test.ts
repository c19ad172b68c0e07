import { describe, expect } from "vitest";
import { newSecret } from "../../scripts/provider-sim/account.ts";
import type { Fault } from "../../scripts/provider-sim/server.ts";
import { ALWAYS, type Deployment, test } from "../support/examining.ts";

describe("the provider", () => {
  test.for<[string, (scene: Deployment) => void, string, number]>([
    ["no webhook", ({ provider }) => void (provider.account.webhooks.length = 0), "webhook-missing", 1],
    [
      "one for another address",
      (scene) => void (scene.webhook().url = "https://x.example/api/thumbnails"),
      "webhook-missing",
      1,
    ],
    ["no thumbnails", (scene) => void (scene.webhook().isThumbnailHooks = false), "webhook-hooks", 1],
    ["no feeds hooks", (scene) => void (scene.webhook().isFeedHooks = false), "webhook-feeds", 0],
    ["a filter", (scene) => void (scene.webhook().filter = "^camera"), "webhook-filter", 0],
    ["another secret", (scene) => void (scene.webhook().secret = newSecret()), "webhook-secret", 1],
    [
      "two of them",
      (scene) => void scene.provider.account.addWebhook({ ...scene.webhook(), id: 9_999 }),
      "webhook-doubled",
      0,
    ],
    ["no tokens", ({ provider }) => void (provider.account.tokens.length = 0), "tokens-none", 1],
    [
      "a token without thumbnails",
      ({ provider }) => void provider.account.addToken({ label: "b" }),
      "tokens-some",
      0,
    ],
    [
      "a live feed without pictures",
      ({ provider }) => void provider.account.publish("dark", 1, 600_000),
      "feeds-silent",
      0,
    ],
  ])("%s", async ([, change, code, exit], { scene }) => {
    change(scene);
    const run = await scene.doctor();
    expect(run.codes).toContain(code);
    expect(run.code).toBe(exit);
  });

  test("two webhooks with filters of their own are not doubled", async ({ scene }) => {
    scene.webhook().filter = "^show-";
    scene.provider.account.addWebhook({ ...scene.webhook(), id: 9_999, filter: "^news-" });
    const { codes } = await scene.doctor();
    expect(codes).toContain("webhook-filter");
    expect(codes).not.toContain("webhook-doubled");
  });

  test("a disabled webhook: since when and why, and enabled again when asked", async ({ scene }) => {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    scene.webhook().disabled = { until, reason: "Too many timeouts" };
    const before = await scene.doctor();
    expect(before.codes).toContain("webhook-disabled");
    expect(before.out).toContain(`is disabled until ${until}: Too many timeouts`);
    expect(scene.webhook().disabled).not.toBeNull();
    const after = await scene.doctor(["--re-enable"]);
    expect({ code: after.code, codes: after.codes }).toEqual({ code: 0, codes: ALWAYS });
    expect(scene.webhook().disabled).toBeNull();
  });

  test("a feed that is silent because its token has no thumbnails", async ({ scene }) => {
    const token = scene.provider.account.addToken({ label: "off" });
    scene.provider.account.publish("dark", token.id, 600_000);
    scene.provider.account.publish("just begun", token.id);
    const { out, codes } = await scene.doctor();
    expect(out).toContain(
      `/dark, feed ${scene.provider.account.liveFeeds[0]?.feedId ?? ""}: thumbnails are off in its publish token ${token.id}`,
    );
    expect(codes.filter((code) => code === "feeds-silent")).toHaveLength(1);
  });

  test("streams that this receiver does not take, or no webhook sends here, are not missed", async ({
    scene,
  }) => {
    const { account } = scene.provider;
    for (const name of ["show-1", "show-other", "news-1"]) account.publish(name, scene.token(), 600_000);
    scene.webhook().filter = "^show-";
    const { out } = await scene.doctor([], { STREAMS: `${account.id}/show-1,${account.id}/news-*` });
    expect(out.match(/\S+(?=, feed )/g)).toEqual([`${account.id}/show-1`]);
  });

  test("a plan without monitoring is no failure", async ({ scene }) => {
    const body = '{"status":"fail","data":{"message":"Feature not enabled"}}';
    scene.answering.fault = (path) => (path.startsWith("/api/monitoring") ? { status: 403, body } : null);
    const { code, codes } = await scene.doctor();
    expect(codes).toContain("feeds-unknown");
    expect(code).toBe(0);
  });

  test.for<[string, Fault, string]>([
    ["401", { status: 401, body: "" }, "provider-unauthorized"],
    ["500", { status: 500, body: '{"status":"error","message":"Oops"}' }, "provider-fails"],
    ["HTML", { status: 200, body: "<html>" }, "provider-fails"],
    ["nothing", { status: 200, body: "" }, "provider-fails"],
  ])("that answers %s, while the rest is looked at all the same", async ([, answer, code], { scene }) => {
    scene.answering.fault = () => answer;
    const { codes, out } = await scene.doctor();
    expect(codes).toContain(code);
    expect(out).toMatch(/^ok {4}self-test /m);
  });

  test("its own test hook comes, when it is asked for", async ({ scene }) => {
    const { out, codes } = await scene.doctor(["--test-hook"]);
    expect(out).toMatch(/^ok {4}provider's test +the provider's own thumbnail came/m);
    expect(codes).not.toContain("test-hook-unasked");
  });
});
