import { COOKIE_NAME } from "#lib/access/viewer.ts";
import { addLink, GATED, GatedWall, token } from "../../../support/gate.ts";
import { untilReady } from "../../../support/stream-page.ts";
import { expect, test } from "../../../support/test.ts";
import { violationsInBothThemes } from "../../../support/violations.ts";
import { WallPage } from "../../../support/wall-page.ts";

test.use({ appSettings: [GATED, { scope: "worker" }] });

const OPEN = { name: "Open", exact: true };
const PRIVATE = { name: "This wall is private" };

test("a link opens its part of the wall at a clean address, until the viewer signs out", async ({
  app,
  page,
  context,
}) => {
  await GatedWall.of(app);
  const sent: string[] = [];
  const pictures: { referer: string | undefined; seconds: number }[] = [];
  page.on("request", (request) => {
    sent.push(request.url());
    const { searchParams } = new URL(request.url());
    if (!searchParams.has("X-Amz-Signature")) return;
    pictures.push({ referer: request.headers().referer, seconds: Number(searchParams.get("X-Amz-Expires")) });
  });
  const value = await token({ streams: ["ZG6NWV/show-1"] });
  const joined = page.waitForRequest("**/api/join");
  await page.goto(`/join#${value}`);
  const wall = new WallPage(page);
  await expect(wall.tile("show-1")).toBeVisible();
  // A browser without fetch metadata has nothing else to say that the form is ours.
  expect((await (await joined).allHeaders()).origin).toBe(app.url);
  await expect(wall.tiles).toHaveCount(1);
  expect(page.url()).toBe(`${app.url}/`);
  expect(sent.join("\n")).not.toContain("eyJ");
  expect(await page.evaluate(() => document.cookie)).toBe("");
  const [cookie] = await context.cookies();
  expect(cookie).toMatchObject({
    name: COOKIE_NAME,
    value,
    httpOnly: true,
    secure: true,
    sameSite: "Lax",
    path: "/",
  });
  expect(Math.abs((cookie?.expires ?? 0) * 1000 - Date.now() - 3_600_000)).toBeLessThan(60_000);
  // Pictures are asked for without telling from where, by URLs that live minutes.
  await expect.poll(() => pictures.length).toBeGreaterThan(0);
  for (const { referer = "", seconds } of pictures) {
    expect(referer).toBe("");
    expect(seconds).toBeLessThanOrEqual(600);
  }
  expect(await violationsInBothThemes(page)).toEqual([]);
  // The browser's way back leads past the token.
  await page.goBack();
  expect(page.url()).not.toContain("eyJ");

  // A frame of another site has no cookie of a private wall.
  await page.goto("/feed?stream=ZG6NWV/show-1");
  await untilReady(page);
  await page.getByRole("button", { name: "Share" }).click();
  await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy embed code" })).toHaveCount(0);
  await wall.open("/");
  // A poll that is answered after the sign-out would lead to the join page in its own words.
  await page.route("**/api/feeds*", () => undefined);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "You are signed out" })).toBeVisible();
  expect(await context.cookies()).toEqual([]);
  await page.goto("/");
  await expect(page.getByRole("heading", PRIVATE)).toBeVisible();
});

test("a link that opens nothing says so, and another can be pasted", async ({ app, page }) => {
  await GatedWall.of(app);
  await page.goto("/join#not-a-token");
  await expect(page.getByRole("alert").filter({ hasText: "does not work" })).toBeVisible();
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 780 });
  const field = page.getByLabel("Invitation link");
  const button = page.getByRole("button", OPEN);
  await expect(field).toHaveAttribute("aria-invalid", "true");
  expect((await button.boundingBox())?.y).toBe((await field.boundingBox())?.y);
  await field.fill(`${app.url}/join#${await token()}`);
  await button.click();
  await expect(new WallPage(page).tiles).toHaveCount(3);
  // What a phone has under More leaves no gap on its bar.
  const places = await Promise.all(
    ["Search", "View", "History", "More"].map(async (word) => {
      const box = await page.getByText(word, { exact: true }).last().boundingBox();
      return (box?.x ?? 0) + (box?.width ?? 0) / 2;
    }),
  );
  const distances = places.slice(1).map((place, index) => place - (places[index] ?? 0));
  expect(Math.max(...distances) - Math.min(...distances)).toBeLessThan(2);
});

test.describe("when a link ends", () => {
  test.use({ expectedErrors: /401/ });

  test("an open page leads to the join page, and another link back to it", async ({ app, page, context }) => {
    await GatedWall.of(app);
    await page.clock.install();
    const endLink = async () => addLink(context, app, await token({ fromMs: -7_200_000 }));
    await addLink(context, app, await token());
    const searched = "/?q=show-1";
    await page.goto(searched);
    await expect(new WallPage(page).tiles).toHaveCount(2);
    await endLink();
    await page.clock.fastForward(5_000);
    await expect(page.getByRole("heading", PRIVATE)).toBeVisible();
    for (const link of ["not-a-token", await token()]) {
      await page.getByLabel("Invitation link").fill(link);
      await page.getByRole("button", OPEN).click();
      if (link === "not-a-token") await expect(page.getByText("does not work")).toBeVisible();
    }
    await expect(new WallPage(page).tile("show-1")).toBeVisible();
    await expect(page).toHaveURL(searched);

    const moment = `/feed?stream=ZG6NWV%2Fshow-1&at=${new Date().toISOString()}`;
    await page.goto(moment);
    await untilReady(page);
    await endLink();
    await page.clock.fastForward(5_000);
    await expect(page.getByRole("heading", PRIVATE)).toBeVisible();
    await page.getByLabel("Invitation link").fill(await token());
    await page.getByRole("button", OPEN).click();
    await expect(page.getByRole("heading", { name: "show-1" })).toBeVisible();
    await expect(page).toHaveURL(moment);
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a link is pasted", async ({ app, page }) => {
    await GatedWall.of(app);
    const value = await token({ streams: ["ZG6NWV/show-*"] });
    await page.goto("/?q=show-10");
    await page.getByLabel("Invitation link").fill(`${app.url}/join#${value}`);
    await page.getByRole("button", OPEN).click();
    await expect(new WallPage(page).tiles).toHaveCount(1);
    await expect(page).toHaveURL("/?q=show-10");
  });
});
