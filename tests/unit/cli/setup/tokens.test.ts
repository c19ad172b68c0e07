import { expect } from "vitest";
import { test } from "../../../support/setting-up.ts";

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
