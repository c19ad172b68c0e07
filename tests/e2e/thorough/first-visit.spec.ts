import { colourSeen } from "../../support/colour-seen.ts";
import { keepFrame } from "../../support/kept-frame.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";

const MINUTE = 60_000;
const STREAM = "main stage, Sunday";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("somebody who is here for the first time finds a stream by name, sees what it showed ten minutes ago, opens it live and sends a friend a link to that moment", async ({
  app,
  page,
  browser,
}) => {
  const stage = new Publisher(app, STREAM);
  // No hook would be accepted of it now.
  await keepFrame(app, {
    stream: stage.stream,
    feed: stage.feed,
    time: Date.now() - 11 * MINUTE,
    colour: "crimson",
  });
  await stage.frame("gold", 5 * MINUTE);
  await stage.frame("seagreen");
  await new Publisher(app, "another").frame("gold");
  const player = { contentType: "text/html", body: "<!doctype html><title>Player</title>" };
  await page.context().route("https://viewer.millicast.com/**", (route) => route.fulfill(player));

  await page.goto("/");
  await page.getByRole("searchbox", { name: "Search streams" }).fill("sunday");
  await page.getByRole("link", { name: STREAM }).click();
  await expect(page.getByRole("heading", { name: STREAM })).toBeVisible();
  const figure = page.getByRole("figure").getByRole("img").first();
  const newest = await figure.getAttribute("src");

  const tenMinutesAgo = page.getByRole("link", { name: "−10 min" });
  await expect(tenMinutesAgo).toBeInViewport({ ratio: 1 });
  await tenMinutesAgo.click();
  await expect(figure).not.toHaveAttribute("src", newest ?? "");
  const [opened] = await Promise.all([
    page.waitForEvent("popup"),
    page.getByRole("link", { name: "Watch live" }).click(),
  ]);
  await expect(opened).toHaveTitle("Player");

  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByRole("status")).toHaveText("Link copied");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const friends = await browser.newContext({ locale: "fr-FR", timezoneId: "Asia/Tokyo" });
  const friend = await friends.newPage();
  await friend.goto(link);
  await expect(friend.getByRole("heading", { name: STREAM })).toBeVisible();
  await expect.poll(() => colourSeen(friend.getByRole("figure"))).toBe("crimson");
  await friends.close();
});
