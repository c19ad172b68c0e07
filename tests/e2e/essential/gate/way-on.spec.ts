import { GATED, GatedWall, token } from "../../../support/gate.ts";
import { expect, test } from "../../../support/test.ts";
import { WallPage } from "../../../support/wall-page.ts";

test.use({ appSettings: [GATED, { scope: "worker" }] });

test("whoever was sent to a moment of a stream stands there once the link is pasted", async ({
  app,
  page,
}) => {
  const wall = await GatedWall.of(app);
  const moment = `/feed?stream=${encodeURIComponent(wall.shown.stream)}&at=${new Date().toISOString()}`;
  await page.goto(moment);
  await page.getByLabel("Link").fill(await token());
  await page.getByRole("button", { name: "Open the wall" }).click();
  await expect(page.getByRole("heading", { name: "show-1" })).toBeVisible();
  expect(new URL(page.url()).searchParams.get("at")).toBe(new URL(moment, app.url).searchParams.get("at"));
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a link is pasted", async ({ app, page }) => {
    await GatedWall.of(app);
    const value = await token({ streams: ["ZG6NWV/show-*"] });
    await page.goto("/?q=show-10");
    await page.getByLabel("Link").fill(`${app.url}/join#${value}`);
    await page.getByRole("button", { name: "Open the wall" }).click();
    await expect(new WallPage(page).tiles).toHaveCount(1);
    expect(page.url()).toBe(`${app.url}/?q=show-10`);
  });
});

test("nobody is led away: whatever the form asks for, it leads to the wall", async ({ app }) => {
  const value = await token();
  for (const query of [
    "?next=https://evil.example",
    "?next=//evil.example",
    "?redirect=/\\evil.example",
    "?to=javascript:alert(1)",
    "?to=/feed",
  ]) {
    const to = query.slice(query.indexOf("=") + 1);
    const response = await fetch(`${app.url}/api/join${query}`, {
      method: "POST",
      body: new URLSearchParams({
        link: value,
        next: "https://evil.example",
        ...(to === "/feed" ? {} : { to }),
      }),
      redirect: "manual",
    });
    expect([response.status, response.headers.get("location")]).toEqual([303, "/"]);
  }
});
