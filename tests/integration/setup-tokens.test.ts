import { describe, expect } from "vitest";
import { test } from "../support/setting-up.ts";

describe("--create-token", () => {
  test("turns thumbnails on for a token of the same label", async ({ scene }) => {
    const token = scene.provider.account.addToken({ label: "wall" });
    expect((await scene.start()).code).toBe(0);
    expect(scene.provider.account.tokens).toEqual([{ ...token, enableThumbnails: true }]);
  });

  test.for([true, false])(
    "takes a disabled token of the same label (thumbnails %s) for none that sends, and leaves it so",
    async (enableThumbnails, { scene }) => {
      const { account } = scene.provider;
      const token = account.addToken({ label: "wall", isActive: false, enableThumbnails });
      const { code, out, err } = await scene.start();
      expect(code).toBe(2);
      expect(err).toContain(`token ${token.id} "wall" is disabled, and sends nothing`);
      expect(err).toContain(`npm run livewall -- tokens enable ${token.id}`);
      expect(out).not.toContain("sends thumbnails");
      expect(account.tokens).toEqual([{ ...token, isActive: false, enableThumbnails }]);
      expect(scene.changes()).toEqual([]);
    },
  );

  test("prefers the active one of two tokens of the same label", async ({ scene }) => {
    const { account } = scene.provider;
    account.addToken({ label: "wall", isActive: false });
    const active = account.addToken({ label: "wall" });
    const { code, out } = await scene.start();
    expect(code).toBe(0);
    expect(out).toContain(`token ${active.id} "wall" sends thumbnails`);
    expect(account.tokens.map(({ enableThumbnails }) => enableThumbnails)).toEqual([false, true]);
  });
});

test("when tokens are there, none sends thumbnails and none was chosen, it asks for a choice", async ({
  scene,
}) => {
  scene.provider.account.addToken({ label: "camera" });
  const { code, err } = await scene.startBare();
  expect(code).toBe(2);
  expect(err).toMatch(/--token ID or --all-tokens.*"camera"/);
  expect(scene.provider.account.tokens[0]?.enableThumbnails).toBe(false);
});

test("tokens are chosen by number, or all that are active", async ({ scene }) => {
  const { account } = scene.provider;
  const [first, second] = ["a", "b"].map((label) => account.addToken({ label }));
  account.addToken({ label: "c", isActive: false });
  await scene.startBare(["--token", String(second?.id)]);
  expect([first, second].map((token) => token?.enableThumbnails)).toEqual([false, true]);
  await scene.startBare(["--all-tokens"]);
  expect(account.tokens.map(({ enableThumbnails }) => enableThumbnails)).toEqual([true, true, false]);
});

test("of a disabled one that was chosen by number it says that it sends nothing yet", async ({ scene }) => {
  const token = scene.provider.account.addToken({ label: "old", isActive: false });
  const { code, out } = await scene.startBare(["--token", String(token.id)]);
  expect(code).toBe(0);
  expect(out).toContain(`done  token ${token.id} "old" has thumbnails on`);
  expect(out).toMatch(/note {2}it sends none while it is disabled: npm run livewall -- tokens enable \d+/);
  expect(out).not.toContain("sends thumbnails\n");
  expect(token).toMatchObject({ isActive: false, enableThumbnails: true });
});
