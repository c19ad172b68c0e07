import { colourSeen } from "../../support/colour-seen.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { violationsInBothThemes } from "../../support/violations.ts";
import { WallPage } from "../../support/wall-page.ts";

test.use({
  expectedErrors: /503|ERR_/,
});

// Stores and servers are stopped and started, and each wait may be a long one.
test.describe.configure({ timeout: 180_000 });

const RECOVERY = { timeout: 40_000 };

/** Of a stream. A machine that has no time for a preview shows the original. */
const picturesOf = (name: string) => new RegExp(`/previews/ZG6NWV/${name}/|/log/.*,ZG6NWV,${name},`);

test("while the store is down the last good wall stays, with its age, and comes back", async ({
  page,
  app,
}) => {
  const wall = new WallPage(page);
  const feed = new Publisher(app, "steady");
  await feed.frame("gold");
  await page.goto("/?q=steady");
  await expect.poll(() => wall.colourOf("steady")).toBe("gold");

  await app.store.stop();
  const notice = /^The bucket cannot be reached\. Showing .*\d.*\.$/;
  await expect(page.getByRole("status")).toHaveText(notice, RECOVERY);
  expect(await violationsInBothThemes(page)).toEqual([]);
  expect(await wall.colourOf("steady")).toBe("gold");

  await app.store.start();
  await feed.frame("crimson");
  await expect.poll(() => wall.colourOf("steady"), RECOVERY).toBe("crimson");
  await expect(page.getByRole("status")).toBeEmpty();
});

test("a wall that was opened while the store was down fills by itself", async ({ page, app }) => {
  const wall = new WallPage(page);
  await new Publisher(app, "kept").frame("seagreen");
  await app.server.stop();
  await app.store.stop();
  await app.server.start();
  await page.goto("/?q=kept");
  await expect(page.getByRole("heading", { name: "The bucket cannot be reached" })).toBeVisible();
  expect(await violationsInBothThemes(page)).toEqual([]);
  await app.store.start();
  await expect(wall.tile("kept")).toBeVisible(RECOVERY);
});

test("a stream's moment that was opened while the store was down comes by itself, by script or without", async ({
  page,
  app,
}) => {
  await new Publisher(app, "kept moment").frame("seagreen");
  await app.server.stop();
  await app.store.stop();
  await app.server.start();
  const address = `/feed?stream=ZG6NWV/kept+moment&at=${new Date().toISOString()}`;
  await page.goto(address);
  await expect(page.getByRole("heading", { name: "The bucket cannot be reached" })).toBeVisible();
  expect(await (await fetch(app.url + address)).text()).toContain('http-equiv="refresh"');
  await app.store.start();
  await expect.poll(() => colourSeen(page.getByRole("figure")), RECOVERY).toBe("seagreen");
});

test("while the server is down the wall stays, and recovers after a restart", async ({ page, app }) => {
  const wall = new WallPage(page);
  const feed = new Publisher(app, "survivor");
  await feed.frame("royalblue");
  await page.goto("/?q=survivor");
  await expect.poll(() => wall.colourOf("survivor")).toBe("royalblue");

  await app.server.stop("SIGKILL");
  await expect(page.getByRole("status")).toHaveText(/^No data since .+\. Reconnecting…$/, RECOVERY);
  expect(await wall.colourOf("survivor")).toBe("royalblue");

  await app.server.start();
  await feed.frame("gold");
  await expect.poll(() => wall.colourOf("survivor"), RECOVERY).toBe("gold");
});

for (const path of ["/", "/wall"]) {
  test(`an outage makes no tile of ${path} stalled or offline, and ages go on`, async ({ page, app }) => {
    const name = path === "/" ? "steadfast" : "unmoved";
    await new Publisher(app, name).frame("gold");
    await page.clock.install();
    await new WallPage(page).open(`${path}?q=${name}`);
    const tile = page.getByRole("article", { name });
    await expect(tile).toBeVisible();
    await page.route("**/api/feeds*", (route) => route.abort());
    await page.clock.fastForward("10:00");
    await page.clock.runFor(2_000);
    await expect(tile).toContainText("10 min ago");
    await expect(tile).not.toContainText(/stalled|offline/i);
    if (path === "/") await expect(page.getByText("1 live")).toBeVisible();
  });
}

test("a picture that cannot be loaded leaves the last good one, and the one after it is shown", async ({
  page,
  app,
}) => {
  const wall = new WallPage(page);
  const feed = new Publisher(app, "patchy");
  await feed.frame("seagreen");
  await page.goto("/?q=patchy");
  await expect.poll(() => wall.colourOf("patchy")).toBe("seagreen");

  const refused = page.waitForEvent("requestfailed", (request) => picturesOf("patchy").test(request.url()));
  await page.route(picturesOf("patchy"), (route) => route.abort());
  await feed.frame("crimson");
  await refused;
  expect(await wall.colourOf("patchy")).toBe("seagreen");

  await page.unroute(picturesOf("patchy"));
  await feed.frame("royalblue");
  await expect.poll(() => wall.colourOf("patchy")).toBe("royalblue");
});

test("a tile whose first picture cannot be loaded says so, and shows it once it can", async ({
  page,
  app,
}) => {
  await new Publisher(app, "hidden").frame("gold");
  const pictures = picturesOf("hidden");
  await page.route(pictures, (route) => route.abort());
  await page.goto("/?q=hidden");
  const wall = new WallPage(page);
  await expect(wall.tile("hidden")).toContainText("No picture could be loaded");
  await page.unroute(pictures);
  await expect.poll(() => wall.colourOf("hidden"), { timeout: 30_000 }).toBe("gold");
});
