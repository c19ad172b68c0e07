import { colourSeen } from "../../support/colour-seen.ts";
import { untilPollFails } from "../../support/polls.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { violationsInBothThemes } from "../../support/violations.ts";
import { WallPage } from "../../support/wall-page.ts";

test.use({ expectedErrors: /503|ERR_/ });

const RECOVERY = { timeout: 40_000 };

test("without the store the wall stays, and pages that were opened meanwhile fill by themselves", async ({
  page,
  app,
  context,
}) => {
  test.setTimeout(180_000);
  const wall = new WallPage(page);
  const feed = new Publisher(app, "steady");
  await feed.frame("seagreen");
  await page.goto("/?q=steady");
  await expect.poll(() => wall.colourOf("steady")).toBe("seagreen");

  for (const query of ["?deep", "?deep=read"]) {
    const answer = await fetch(`${app.url}/api/health${query}`);
    expect([answer.status, await answer.json()], query).toEqual([200, { status: "ok", store: "ok" }]);
  }
  await app.store.stop();
  const notice = /^The bucket cannot be reached\. Showing \d\d:\d\d:\d\d \S+\.$/;
  await expect(page.getByRole("status")).toHaveText(notice, RECOVERY);
  expect(await violationsInBothThemes(page)).toEqual([]);
  await expect(wall.tile("steady").getByRole("img")).toBeVisible();

  // A new process knows of no wall.
  await app.server.stop();
  await app.server.start();
  expect((await fetch(`${app.url}/api/health`)).status).toBe(200);
  expect((await fetch(`${app.url}/api/health?deep`)).status).toBe(503);
  const opened = await context.newPage();
  await opened.goto("/?q=steady");
  const unreachable = { name: "The bucket cannot be reached" };
  await expect(opened.getByRole("heading", unreachable)).toBeVisible();
  await expect(opened.getByRole("button", { name: "Try again" })).toBeVisible();
  expect(await violationsInBothThemes(opened)).toEqual([]);
  const moment = await context.newPage();
  const address = `/feed?stream=ZG6NWV/steady&at=${new Date().toISOString()}`;
  await moment.goto(address);
  await expect(moment.getByRole("heading", unreachable)).toBeVisible();
  expect(await (await fetch(app.url + address)).text()).toContain('http-equiv="refresh"');

  await app.store.start();
  await expect(new WallPage(opened).tile("steady")).toBeVisible(RECOVERY);
  await expect.poll(() => colourSeen(moment.getByRole("figure")), RECOVERY).toBe("seagreen");
  await feed.frame("crimson");
  await expect.poll(() => wall.colourOf("steady"), RECOVERY).toBe("crimson");
  await expect(page.getByRole("status")).toBeEmpty();
});

test("without the server the wall stays as it was known last, dimmed, until it is back", async ({
  page,
  app,
}) => {
  const wall = new WallPage(page);
  const feed = new Publisher(app, "survivor");
  await feed.frame("royalblue");
  await page.clock.install();
  await page.goto("/?q=survivor");
  await expect.poll(() => wall.colourOf("survivor")).toBe("royalblue");

  const failed = untilPollFails(page);
  await app.server.stop("SIGKILL");
  await failed;
  await page.clock.fastForward("10:00");
  await page.clock.runFor(2_000);
  await expect(page.getByRole("status")).toHaveText(/^No data since \d\d:\d\d:\d\d \S+\. Reconnecting…$/);
  await expect(wall.tile("survivor")).toContainText(/Live *\d+ s/);
  // As dark as it is, its colour is none of those that were sent.
  expect(await wall.colourOf("survivor")).toBe("none");
  const retry = page.getByRole("button", { name: "Retry" });
  await expect(retry).toHaveText("Retry");
  await page.setViewportSize({ width: 360, height: 780 });
  for (const part of [retry, retry.locator("..")]) expect((await part.boundingBox())?.height).toBe(44);

  await app.server.start();
  await feed.frame("gold");
  await expect.poll(() => wall.colourOf("survivor"), RECOVERY).toBe("gold");
  await expect(page.getByRole("status")).toBeEmpty();
});

test("a picture that cannot be loaded is replaced by words or the last good one, until it can", async ({
  page,
  app,
}) => {
  const wall = new WallPage(page);
  const feed = new Publisher(app, "patchy");
  await feed.frame("seagreen");
  // A machine that has no time for a preview shows the original.
  const pictures = /\/previews\/ZG6NWV\/patchy\/|\/log\/.*,ZG6NWV,patchy,|\/api\/picture\?.*patchy/;
  const held = Promise.withResolvers<null>();
  await page.route(pictures, async (route) => {
    await held.promise;
    await route.abort();
  });
  await page.clock.install();
  await page.goto("/?q=patchy", { waitUntil: "commit" });
  // Behind the picture that loads, and not for screen readers.
  const word = () =>
    wall
      .tile("patchy")
      .locator(".wall-loading")
      .evaluate((place) => {
        const { content, visibility } = getComputedStyle(place, "::before");
        return [content, visibility];
      });
  await expect.poll(word).toEqual(['"Loading" / ""', "visible"]);
  held.resolve(null);
  await expect(wall.tile("patchy")).toContainText("Picture did not load");
  const again = page.waitForEvent("requestfailed", (request) => pictures.test(request.url()));
  await wall.tile("patchy").getByRole("button", { name: "Retry" }).click();
  await again;
  await page.unroute(pictures);
  await page.clock.runFor(15_000);
  await expect.poll(() => wall.colourOf("patchy")).toBe("seagreen");

  await page.route(pictures, (route) => route.abort());
  const failed = page.waitForEvent("requestfailed", (request) => pictures.test(request.url()));
  await feed.frame("crimson");
  await failed;
  expect(await wall.colourOf("patchy")).toBe("seagreen");
  await page.unroute(pictures);
  await feed.frame("royalblue");
  await expect.poll(() => wall.colourOf("patchy")).toBe("royalblue");
});
