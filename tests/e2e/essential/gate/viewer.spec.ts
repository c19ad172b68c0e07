import { AxeBuilder } from "@axe-core/playwright";
import { COOKIE_NAME } from "#lib/access/viewer.ts";
import { startApp } from "../../../../scripts/app/app.ts";
import { cookieOf, GATED, GatedWall, token } from "../../../support/gate.ts";
import { expect, test } from "../../../support/test.ts";
import { WallPage } from "../../../support/wall-page.ts";

test.use({ appSettings: [GATED, { scope: "worker" }] });

test("a link opens its part of the wall at a clean address, until the viewer signs out", async ({
  app,
  page,
  context,
}) => {
  await GatedWall.of(app);
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.url()));
  const value = await token({ streams: ["ZG6NWV/show-1"] });
  await page.goto(`/join#${value}`);
  const wall = new WallPage(page);
  await expect(wall.tile("show-1")).toBeVisible();
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
  // The browser's way back leads past the token.
  await page.goBack();
  expect(page.url()).not.toContain("eyJ");
  // A poll that is answered after the sign-out would lead to the door in its own words.
  await new WallPage(page).open("/");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "You are signed out" })).toBeVisible();
  expect(await context.cookies()).toEqual([]);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "This wall is private" })).toBeVisible();
});

test("a private stream's page offers no frame for other sites, where no link would open it", async ({
  app,
  page,
}) => {
  await GatedWall.of(app);
  await page.goto(`/join#${await token()}`);
  await expect(new WallPage(page).tile("show-1")).toBeVisible();
  await page.goto("/feed?stream=ZG6NWV/show-1");
  await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Embed" })).toHaveCount(0);
});

test("pictures are asked for without telling from where, by URLs that live minutes", async ({
  app,
  page,
}) => {
  await GatedWall.of(app);
  const pictures: { referer: string | undefined; seconds: number }[] = [];
  page.on("request", (request) => {
    const { searchParams } = new URL(request.url());
    if (!searchParams.has("X-Amz-Signature")) return;
    pictures.push({ referer: request.headers().referer, seconds: Number(searchParams.get("X-Amz-Expires")) });
  });
  await page.goto(`/join#${await token()}`);
  await expect(new WallPage(page).tiles).toHaveCount(3);
  await expect.poll(() => pictures.length).toBeGreaterThanOrEqual(3);
  for (const picture of pictures) {
    expect(picture.referer ?? "").toBe("");
    expect(picture.seconds).toBeLessThanOrEqual(600);
  }
});

test("a link that opens nothing says so, and another can be pasted", async ({ app, page }) => {
  await GatedWall.of(app);
  await page.goto("/join#not-a-token");
  await expect(page.getByRole("alert").filter({ hasText: "does not open this wall" })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page
    .getByRole("textbox", { name: "Link" })
    .or(page.getByLabel("Link"))
    .fill(`${app.url}/join#${await token()}`);
  await page.getByRole("button", { name: "Open the wall" }).click();
  await expect(new WallPage(page).tiles).toHaveCount(3);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test.describe("when the link ends", () => {
  test.use({ expectedErrors: /401/ });

  test("the page of a stream that is open leads to the door too", async ({ app, page, context }) => {
    test.slow();
    await GatedWall.of(app);
    await page.goto(`/join#${await token()}`);
    await expect(new WallPage(page).tiles).toHaveCount(3);
    const timeline = page.waitForResponse(/\/api\/coverage/);
    await page.goto("/feed?stream=ZG6NWV/show-1");
    expect((await timeline).status()).toBe(200);
    await context.clearCookies();
    // Its timeline asks again every half a minute.
    await expect(page.getByRole("heading", { name: "This wall is private" })).toBeVisible({
      timeout: 45_000,
    });
  });

  test("the page that is open leads to the door", async ({ app, page, context }) => {
    await GatedWall.of(app);
    await page.goto(`/join#${await token()}`);
    await expect(new WallPage(page).tiles).toHaveCount(3);
    const searched = `${app.url}/?q=show-1`;
    await page.goto(searched);
    const [cookie] = await context.cookies();
    if (cookie === undefined) throw new Error("the link has left no cookie");
    await context.addCookies([{ ...cookie, value: await token({ forMs: 4_000 }) }]);
    await expect(page.getByRole("heading", { name: "This wall is private" })).toBeVisible({
      timeout: 30_000,
    });
    // Whoever has another link stands where they stood, also after one that opens nothing.
    for (const link of ["not-a-token", await token()]) {
      await page.getByLabel("Link").fill(link);
      await page.getByRole("button", { name: "Open the wall" }).click();
      if (link === "not-a-token") await expect(page.getByText("does not open this wall")).toBeVisible();
    }
    await expect(new WallPage(page).tile("show-1")).toBeVisible();
    expect(page.url()).toBe(searched);
  });
});

test("a cookie that somebody planted gives way to the link's own", async ({ app, page, context }) => {
  await GatedWall.of(app);
  const planted = await token({ streams: ["other/*"] });
  await context.addCookies([
    {
      name: COOKIE_NAME,
      value: planted,
      url: app.url.replace("http:", "https:"),
      secure: true,
      sameSite: "Lax",
      httpOnly: true,
    },
  ]);
  await page.goto("/");
  await expect(page.getByText("What your link opens appears here")).toBeVisible();
  await page.goto(`/join#${await token()}`);
  await expect(new WallPage(page).tiles).toHaveCount(3);
  expect(await context.cookies()).toHaveLength(1);
});

test("no token is in the log", async ({ app }) => {
  const [good, bad] = [
    await token({ link: "a-link-of-the-log" }),
    await token({ fromMs: -9e6, forMs: 1000 }),
  ];
  for (const value of [good, bad]) {
    await fetch(`${app.url}/api/join`, {
      method: "POST",
      body: new URLSearchParams({ link: value }),
      redirect: "manual",
    });
    await fetch(`${app.url}/?link=x`, { headers: cookieOf(value), redirect: "manual" });
  }
  expect(app.logs().join("\n")).toContain("a-link-of-the-log");
  expect(app.logs().join("\n")).toContain("link-refused");
  expect(app.logs().join("\n")).not.toMatch(/eyJ|current:/);
});

test("without a proper key, a gated wall does not start", async () => {
  for (const settings of [{ ACCESS: "gated" }, { ACCESS: "gated", ACCESS_KEYS: "a:b25l" }, { ACCESS: "" }]) {
    await expect(startApp(settings)).rejects.toThrow(/ACCESS(_KEYS)? (is missing|is not)/);
  }
});
