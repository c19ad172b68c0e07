import { describe, expect, test } from "vitest";
import { start } from "./local-provider.ts";

describe("webhooks", () => {
  test("come once each over all pages", async () => {
    const { provider, api } = await start();
    for (let n = 0; n < 200; n++) provider.account.addWebhook({ url: `https://example.com/${n}` });
    const webhooks = await api.webhooks();
    expect(webhooks.map(({ url }) => url)).toEqual(
      Array.from({ length: 200 }, (_, n) => `https://example.com/${n}`),
    );
  });

  test("are created with the wanted hooks, updated and deleted", async () => {
    const { provider, api } = await start();
    const url = "https://wall.example.com/api/thumbnails";
    const created = await api.createWebhook({ url, hooks: { thumbnails: true, feeds: true } });
    expect(created).toMatchObject({ url, hooks: { thumbnails: true, feeds: true, media: false } });
    expect(created.secret.reveal()).toBe(provider.account.webhooks[0]?.secret);
    const updated = await api.updateWebhook(created.id, { hooks: { feeds: false }, refreshSecret: true });
    expect(updated.hooks).toMatchObject({ thumbnails: true, feeds: false });
    expect(updated.secret.reveal()).not.toBe(created.secret.reveal());
    await api.deleteWebhook(created.id);
    expect(await api.webhooks()).toEqual([]);
  });

  test("tell until when and why they are disabled, and are enabled again", async () => {
    const { provider, api } = await start();
    const until = new Date(Date.now() + 600_000).toISOString();
    const { id } = provider.account.addWebhook({
      url: "https://a.example",
      disabled: { until, reason: "slow" },
    });
    expect((await api.webhooks())[0]?.disabled).toEqual({ until, reason: "slow" });
    expect((await api.updateWebhook(id, { reEnable: true })).disabled).toBeNull();
  });

  test("count as enabled once their time is over", async () => {
    const { provider, api } = await start();
    provider.account.addWebhook({ url: "https://a.example", disabled: { until: "2020-01-01T00:00:00Z" } });
    expect((await api.webhooks())[0]?.disabled).toBeNull();
  });
});

describe("publish tokens", () => {
  test("come from all pages", async () => {
    const { provider, api } = await start();
    for (let n = 0; n < 120; n++) provider.account.addToken({ label: `camera ${n}` });
    const tokens = await api.tokens();
    expect(tokens).toHaveLength(120);
    expect(tokens[0]).toMatchObject({ label: "camera 0", thumbnails: false, isActive: true });
  });

  test("are created with thumbnails, which are switched", async () => {
    const { api } = await start();
    const token = await api.createToken({ label: "wall", streams: [{ name: ".*", isRegex: true }] });
    expect(token).toMatchObject({ label: "wall", thumbnails: true });
    expect((await api.setThumbnails(token.id, false)).thumbnails).toBe(false);
  });
});

test("the account and its live streams are read", async () => {
  const { provider, api } = await start();
  for (let n = 0; n < 25; n++) provider.account.publish(`camera ${n}`, 7);
  expect(await api.account()).toBe("ZG6NWV");
  const streams = await api.liveStreams();
  expect(streams).toHaveLength(25);
  expect(streams[0]?.feeds[0]).toMatchObject({
    token: 7,
    feed: provider.account.liveFeeds[0]?.feedId,
  });
});
