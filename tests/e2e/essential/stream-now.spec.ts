import { Publisher } from "../../support/publisher.ts";
import { framesAround, openStream } from "../../support/stream-page.ts";
import { expect, test } from "../../support/test.ts";
import { violations } from "../../support/violations.ts";

test.use({ expectedErrors: /ERR_|Failed to load/ });

test("a stream's page follows the stream through an outage to its end", async ({ app, page }) => {
  const stage = new Publisher(app, "now and on");
  await stage.started();
  await stage.frame("crimson", 30_000);
  await stage.untilShown();
  await page.clock.install();
  await openStream(page, "now and on");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const picture = page.getByRole("figure").getByRole("img");
  const before = (await picture.getAttribute("src")) ?? "";

  await page.route("**/api/feeds*", (route) => route.abort());
  await page.clock.fastForward(20_000);
  const notice = page.getByText(/No data since .+\. Reconnecting…/);
  await expect(notice).toBeVisible();
  await expect(picture).toHaveAttribute("src", before);
  await stage.frame("seagreen");
  await page.unroute("**/api/feeds*");
  await page.clock.fastForward(30_000);
  await expect(notice).toBeHidden();

  await expect(framesAround(page)).toHaveCount(2);
  await expect(picture).not.toHaveAttribute("src", before);
  await expect(framesAround(page).last()).toHaveAttribute("aria-current", "true");
  await stage.ended();
  await expect(page.getByText("Ended", { exact: true })).toBeVisible();
  expect(await violations(page)).toEqual([]);
});
