import { startApp } from "../support/app.ts";
import { Publisher } from "../support/publisher.ts";
import { expect, test } from "../support/test.ts";
import { WallPage } from "../support/wall-page.ts";

test("an empty wall says what to do, and fills by itself", async ({ page }) => {
  const app = await startApp();
  try {
    await page.goto(app.url);
    await expect(page.getByRole("heading", { name: "No previews yet" })).toBeVisible();
    await expect(page.getByText("npm run livewall -- setup")).toBeVisible();
    await expect(page.getByText(`npm run simulate -- --url ${app.url}/api/thumbnails`)).toBeVisible();

    await new Publisher(app, "harbour").frame("seagreen");
    await expect(new WallPage(page).tile("harbour")).toBeVisible();
    await expect(page.getByRole("heading", { name: "No previews yet" })).toBeHidden();
  } finally {
    await app.end();
  }
});
