import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { run as runTokens } from "../../../cli/tokens.ts";
import { run as runWebhooks } from "../../../cli/webhooks/index.ts";
import { type ProviderServer, startProviderServer } from "../../../scripts/provider-sim/server.ts";
import type { Run as Command } from "../../../cli/command.ts";
import { Workplace } from "../../support/command.ts";

let provider: ProviderServer;
let place: Workplace;
beforeEach(async () => {
  provider = await startProviderServer({ draw: () => Promise.resolve(new Uint8Array([0xff])) });
  place = new Workplace();
});
afterEach(async () => {
  await provider.stop();
  place.remove();
});

const run = (command: Command, ...args: string[]) =>
  place.run(command, args, {
    MILLICAST_API_URL: provider.url,
    MILLICAST_API_SECRET: provider.secret,
    PUBLIC_URL: "https://wall.example.com",
  });
const tokens = (...args: string[]) => run(runTokens, ...args);
const webhooks = (...args: string[]) => run(runWebhooks, ...args);

describe("tokens", () => {
  test("list prints tokens without credentials, as a table or JSON", async () => {
    const streams = [{ streamName: "stage/left", isRegex: false }];
    const { token } = provider.account.addToken({ label: "camera", streams });
    const { out } = await tokens("list");
    expect(out).toMatch(/ID +LABEL +STATE +THUMBNAILS +STREAMS\n1187282 +camera +active +off +stage\/left\n/);
    const json = await tokens("list", "--json");
    expect(JSON.parse(json.out)).toMatchObject([{ id: 1187282, label: "camera", thumbnails: false }]);
    expect(out + json.out).not.toContain(token);
  });

  test("list shows names that could rewrite the terminal, and gives them back as JSON", async () => {
    const label = "\u009b2J\u202egpj\u2028\nnext\u{e0001}";
    provider.account.addToken({ label, streams: [{ streamName: "a\u200db", isRegex: false }] });
    const { out } = await tokens("list");
    expect(out.split("\n")[1]).toMatch(
      /^1187282 +\\u\{9b\}2J\\u\{202e\}gpj\\u\{2028\}\\u\{a\}next\\u\{e0001\} .* a\\u\{200d\}b$/,
    );
    const json = await tokens("list", "--json");
    expect(json.out).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\u2028]/u);
    expect(JSON.parse(json.out)).toMatchObject([{ label, streams: [{ name: "a\u200db" }] }]);
  });

  test("create makes a token with thumbnails, and prints its credential on request", async () => {
    const { out } = await tokens("create", "stage", "--stream", "a", "--stream", "b");
    expect(provider.account.tokens).toMatchObject([{ label: "stage", enableThumbnails: true }]);
    expect(provider.account.tokens[0]?.streams.map(({ streamName }) => streamName)).toEqual(["a", "b"]);
    expect(out).not.toContain(provider.account.tokens[0]?.token);
    const shown = await tokens("create", "other", "--show-secret");
    expect(shown.out).toContain(provider.account.tokens[1]?.token);
    const again = await tokens("create", "stage");
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining("already") as string });
    expect(provider.account.tokens).toHaveLength(2);
  });

  test("thumbnails turns them on and off", async () => {
    const [a, b] = ["a", "b"].map((label) => provider.account.addToken({ label }));
    await tokens("thumbnails", String(b?.id));
    expect([a?.enableThumbnails, b?.enableThumbnails]).toEqual([false, true]);
    expect((await tokens("thumbnails", "--all")).out).toMatch(/"a": thumbnails are on\.\n.*on, as they were/);
    await tokens("thumbnails", "--all", "--off");
    expect([a?.enableThumbnails, b?.enableThumbnails]).toEqual([false, false]);
  });

  test("enable enables disabled tokens", async () => {
    const [a, b] = [true, false].map((isActive) => provider.account.addToken({ label: "camera", isActive }));
    const { code, out } = await tokens("enable", String(a?.id), String(b?.id));
    expect(code).toBe(0);
    expect(out).toMatch(/^Token \d+ "camera": is enabled, as it was\.\nToken \d+ "camera": is enabled\.\n$/);
    expect([a?.isActive, b?.isActive]).toEqual([true, true]);
    expect(provider.calls.filter((call) => call.startsWith("PUT"))).toHaveLength(1);
  });

  test("disable disables active tokens", async () => {
    const [a, b] = [true, false].map((isActive) => provider.account.addToken({ label: "camera", isActive }));
    const { code, out } = await tokens("disable", String(a?.id), String(b?.id));
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/: is disabled\.\n.*: is disabled, as it was\.\n$/),
    ]);
    expect([a?.isActive, b?.isActive]).toEqual([false, false]);
  });

  test.each([["enable"], ["disable"], ["thumbnails"]])("%s rejects an unknown number", async (command) => {
    expect(await tokens(command, "99")).toMatchObject({
      code: 2,
      err: expect.stringContaining("no publish token has the number 99") as string,
    });
  });
});

describe("webhooks", () => {
  test("list prints webhooks without secrets", async () => {
    const { secret } = provider.account.addWebhook({
      url: "https://a.example/",
      isThumbnailHooks: true,
      isFeedHooks: true,
      disabled: { until: "2099-01-01T00:00:00Z", reason: "slow" },
    });
    const { out } = await webhooks("list");
    expect(out).toMatch(
      /5001 +disabled until 2099-01-01T00:00:00Z +thumbnails, feeds +https:\/\/a\.example\//,
    );
    const json = await webhooks("list", "--json");
    expect(JSON.parse(json.out)).toMatchObject([{ id: 5001, secret: "(hidden)" }]);
    expect(out + json.out).not.toContain(secret);
  });

  test("create makes no second webhook", async () => {
    expect((await webhooks("create")).code).toBe(0);
    expect(provider.account.webhooks).toMatchObject([
      { url: "https://wall.example.com/api/thumbnails", isThumbnailHooks: true, isFeedHooks: true },
    ]);
    expect((await webhooks("create")).code).toBe(1);
    expect(provider.account.webhooks).toHaveLength(1);
  });

  test("delete deletes one webhook, and not unasked", async () => {
    for (const url of ["https://a.example/", "https://b.example/"]) provider.account.addWebhook({ url });
    expect(await webhooks("delete", "5001")).toMatchObject({
      code: 2,
      err: expect.stringContaining("--yes") as string,
    });
    expect((await webhooks("delete", "99", "--yes")).code).toBe(2);
    expect(provider.account.webhooks).toHaveLength(2);
    const { code, out } = await webhooks("delete", "5001", "--yes");
    expect([code, out]).toEqual([0, "Deleted: webhook 5001 to https://a.example/.\n"]);
    expect(provider.account.webhooks).toMatchObject([{ url: "https://b.example/" }]);
  });

  test("enable enables, and test sends", async () => {
    const disabled = { until: "2099-01-01T00:00:00Z" };
    const webhook = provider.account.addWebhook({ url: "http://127.0.0.1:1/", disabled });
    expect((await webhooks("enable", "5001")).code).toBe(0);
    expect(webhook.disabled).toBeNull();
    expect((await webhooks("test", "feeds")).code).toBe(0);
    expect(provider.calls).toContain("POST /api/webhooks/test/Feeds");
  });

  test("a rejection is printed with its reason and remedy", async () => {
    const { code, err } = await webhooks("enable", "99");
    expect(code).toBe(1);
    expect(err).toMatch(/the provider: PUT \/api\/webhooks\/99: .*Webhook with id 99 not found.*Correct/);
  });
});
