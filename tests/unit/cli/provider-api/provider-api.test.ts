import { expect, test } from "vitest";
import { start } from "./local-provider.ts";

test("webhooks, tokens and live streams are read from all pages, each once", async () => {
  const { provider, api } = await start();
  const urls = Array.from({ length: 200 }, (_, n) => `https://example.com/${n}`);
  for (const url of urls) provider.account.addWebhook({ url });
  for (let n = 0; n < 120; n++) provider.account.addToken({ label: `camera ${n}` });
  for (let n = 0; n < 25; n++) provider.account.publish(`camera ${n}`, 7);
  expect((await api.webhooks()).map(({ url }) => url)).toEqual(urls);
  const tokens = await api.tokens();
  expect(tokens).toHaveLength(120);
  expect(tokens[0]).toMatchObject({ label: "camera 0", thumbnails: false, isActive: true });
  const streams = await api.liveStreams();
  expect(streams).toHaveLength(25);
  expect(streams[0]?.feeds[0]).toMatchObject({ token: 7, feed: provider.account.liveFeeds[0]?.feedId });
});

test("a webhook counts as enabled once the time of its disabling is over", async () => {
  const { provider, api } = await start();
  provider.account.addWebhook({ url: "https://a.example", disabled: { until: "2020-01-01T00:00:00Z" } });
  expect((await api.webhooks())[0]?.disabled).toBeNull();
});

test("a webhook is updated, and keeps its other hooks", async () => {
  const { api } = await start();
  const url = "https://wall.example.com/api/thumbnails";
  const created = await api.createWebhook({ url, hooks: { thumbnails: true, feeds: true } });
  const updated = await api.updateWebhook(created.id, { hooks: { feeds: false }, refreshSecret: true });
  expect(updated.hooks).toMatchObject({ thumbnails: true, feeds: false, media: false });
  expect(updated.secret.reveal()).not.toBe(created.secret.reveal());
});
