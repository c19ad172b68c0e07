import { GATED, GatedWall, token } from "../../../support/gate.ts";
import { expect, test } from "../../../support/test.ts";
import { WallPage } from "../../../support/wall-page.ts";

test.use({ appSettings: [GATED, { scope: "worker" }] });

test("a link that is pasted into the address bar of the door opens it, and leaves no token there", async ({
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

test("a private stream's page is made again before the addresses of its pictures end", async ({
  app,
  page,
}) => {
  await GatedWall.of(app);
  await page.clock.install();
  await page.goto(`/join#${await token()}`);
  await expect(new WallPage(page).tiles).toHaveCount(3);
  await page.goto(`/feed?stream=ZG6NWV/show-1&at=${new Date().toISOString()}`);
  await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
  const original = page.getByRole("link", { name: "Open the original" });
  const before = (await original.getAttribute("href")) ?? "";
  const renewed = page.waitForRequest(
    (request) => request.headers().rsc !== undefined && new URL(request.url()).pathname === "/feed",
  );
  await page.clock.fastForward(Number(new URL(before).searchParams.get("X-Amz-Expires")) * 1000);
  expect((await (await renewed).response())?.status()).toBe(200);
});

test("whoever has a link to what is not live yet is told to wait, and not how to set up a wall", async ({
  app,
  page,
}) => {
  await GatedWall.of(app);
  await page.goto(`/join#${await token({ streams: ["ZG6NWV/nothing yet"] })}`);
  await page.waitForURL((url) => url.pathname === "/");
  for (const address of ["/", "/wall"]) {
    await page.goto(address);
    await expect(page.getByText("What your link opens appears here")).toBeVisible();
    await expect(page.getByText("npm run")).toHaveCount(0);
  }
});
