import { addLink, GATED, GatedWall, token } from "../../../support/gate.ts";
import { untilReady } from "../../../support/stream-page.ts";
import { expect, test } from "../../../support/test.ts";
import { WallPage } from "../../../support/wall-page.ts";

test.use({ appSettings: [GATED, { scope: "worker" }] });

test("a token in the address bar of the join page opens the wall, and is not left there", async ({
  app,
  page,
}) => {
  await GatedWall.of(app);
  await page.goto("/join");
  await expect(page.getByLabel("Link")).toBeVisible();
  const value = await token();
  // Before React has taken over, the page takes a fragment away, read or unread.
  await page.waitForFunction(() =>
    Object.keys(document.querySelector("form") ?? {}).some((name) => name.startsWith("__react")),
  );
  await expect(async () => {
    await page.evaluate((fragment) => {
      if (location.pathname === "/join") location.hash = fragment;
    }, value);
    await expect(new WallPage(page).tiles).toHaveCount(3, { timeout: 2_000 });
  }).toPass();
  expect(page.url()).toBe(`${app.url}/`);
  await page.goBack();
  expect(page.url()).not.toContain("eyJ");
});

test("a page is renewed before the addresses of its pictures end", async ({ app, page, context }) => {
  await GatedWall.of(app);
  await page.clock.install();
  await addLink(context, app, await token());
  await page.goto(`/feed?stream=ZG6NWV/show-1&at=${new Date().toISOString()}`);
  await untilReady(page);
  const original = page.getByRole("link", { name: "Open original" });
  const before = (await original.getAttribute("href")) ?? "";
  const renewed = page.waitForRequest((request) => new URL(request.url()).pathname === "/api/moment");
  await page.clock.fastForward(Number(new URL(before).searchParams.get("X-Amz-Expires")) * 1000);
  expect((await (await renewed).response())?.status()).toBe(200);
});

test("a link takes the place of a cookie that somebody planted", async ({ app, page, context }) => {
  await GatedWall.of(app);
  await addLink(context, app, await token({ streams: ["other/*"] }));
  await page.goto("/");
  await expect(page.getByText("Streams shared with you appear here")).toBeVisible();
  await page.goto(`/join#${await token()}`);
  await expect(new WallPage(page).tiles).toHaveCount(3);
  expect(await context.cookies()).toHaveLength(1);
});

test.describe("where a policy forbids something", () => {
  test.use({ expectedErrors: /Content Security Policy|violates the following|404/ });

  test("a page without access leads to one with pictures, where injected scripts do not run", async ({
    app,
    page,
    context,
  }) => {
    await GatedWall.of(app);
    await page.goto("/nowhere");
    await addLink(context, app, await token());
    await page.getByRole("link", { name: "Wall" }).click();
    const picture = new WallPage(page).tile("show-1").getByRole("img").first();
    await expect
      .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(0);
    const ran = await page.evaluate(async () => {
      const violation = new Promise((resolve) =>
        document.addEventListener("securitypolicyviolation", resolve, { once: true }),
      );
      const image = document.createElement("div");
      image.innerHTML = '<img src="data:," onerror="window.evil = true">';
      document.body.append(image);
      await violation;
      return "evil" in window;
    });
    expect(ran).toBe(false);
  });
});
