import { startApp } from "../../../scripts/app/app.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { violationsInBothThemes } from "../../support/violations.ts";
import { WallPage } from "../../support/wall-page.ts";

test("an empty wall says what to do, and fills by itself", async ({ page }) => {
  test.slow();
  const app = await startApp();
  try {
    await page.goto(app.url);
    await expect(page.getByRole("heading", { name: "No previews yet" })).toBeVisible();
    await expect(page.getByText("npm run livewall -- setup")).toBeVisible();
    await expect(page.getByText(`--url ${app.url}/api/thumbnails`)).toBeVisible();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.goto(`${app.url}/wall`);
    await expect(page.getByRole("heading", { name: "No previews yet" })).toBeVisible();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.goto(app.url);

    await new Publisher(app, "harbour").frame("seagreen");
    await expect(new WallPage(page).tile("harbour")).toBeVisible();
    await expect(page.getByRole("heading", { name: "No previews yet" })).toBeHidden();
    // The only one is as large as the screen allows, its name and age included.
    for (const [width, height] of [
      [360, 780],
      [1280, 720],
      [1920, 1080],
    ] as const) {
      await page.setViewportSize({ width, height });
      await expect(new WallPage(page).tile("harbour")).toBeInViewport({ ratio: 0.99 });
    }
  } finally {
    // It would ask an app that is no more.
    await page.close();
    await app.end();
  }
});
