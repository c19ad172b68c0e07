import { describe, expect } from "vitest";
import { test } from "../support/setting-up.ts";

describe("--create-token", () => {
  test("turns thumbnails on for a token of the same label", async ({ scene }) => {
    const token = scene.provider.account.addToken({ label: "wall" });
    expect((await scene.start()).code).toBe(0);
    expect(scene.provider.account.tokens).toEqual([{ ...token, enableThumbnails: true }]);
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
