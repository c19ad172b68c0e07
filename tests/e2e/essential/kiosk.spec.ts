import { bringManyTiles } from "../../support/many-tiles.ts";
import { untilPollFails } from "../../support/polls.ts";
import { Publisher } from "../../support/publisher.ts";
import { SCREENS } from "../../support/screens.ts";
import { expect, test } from "../../support/test.ts";
import { violationsInBothThemes } from "../../support/violations.ts";

test("the kiosk fills any screen, keeps it on, and says what needs attention, or that nothing matches", async ({
  page,
  app,
}) => {
  await new Publisher(app, "kiosk fine").frame("gold");
  await new Publisher(app, "kiosk stalled").frame("crimson", 100_000);
  const camera = new Publisher(app, "kiosk over");
  await camera.frame("seagreen");
  await camera.started();
  await camera.ended();
  await page.addInitScript(() => {
    const wakeLock = {
      request(type: string) {
        document.documentElement.dataset.lock = type;
        return Promise.resolve({ release: () => Promise.resolve() });
      },
    };
    Object.defineProperty(navigator, "wakeLock", { value: wakeLock });
  });
  await page.goto("/wall?q=kiosk");
  const tiles = page.getByRole("main").locator("[data-tile]");
  // Ended feeds are not drawn beside live ones.
  await expect(tiles).toHaveCount(2);
  for (const { width, height } of SCREENS) {
    await page.setViewportSize({ width, height });
    const measure = () =>
      page.evaluate(() => {
        const { scrollWidth, scrollHeight } = document.documentElement;
        return [innerWidth, scrollWidth <= innerWidth, scrollHeight];
      });
    await expect.poll(measure).toEqual([width, true, height]);
    for (const tile of await tiles.all()) await expect(tile).toBeInViewport({ ratio: 0.99 });
  }
  await expect(page.locator("html")).toHaveAttribute("data-lock", "screen");
  await expect(page.getByRole("article", { name: "kiosk stalled" })).toContainText("Stalled");
  // Only of the search: feeds of other tests may be silent.
  const alarms = page.getByRole("complementary", { name: "Alarms" });
  await expect(alarms.getByRole("listitem")).toHaveText([/kiosk stalled.*Stalled.*\d:\d\d/]);
  await expect(alarms).toContainText("No other alarms");
  await expect(page.getByRole("contentinfo")).toContainText(/1 live 1 needs attention 1 offline/);
  expect(await violationsInBothThemes(page)).toEqual([]);

  await page.goto("/wall?q=nobody+at+all");
  const notice = page.getByRole("heading", { name: "No streams match" });
  await expect(notice).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole("link", { name: "Clear search" })).toHaveAttribute("href", "/wall");
  expect(await violationsInBothThemes(page)).toEqual([]);
});

test("the kiosk loads the pictures of its next page although frames keep coming, and turns by itself and by key", async ({
  page,
  app,
}) => {
  await new Publisher(app, "kiosk pages").frame("gold");
  let polls = 0;
  // With each poll, every tile has another picture.
  await bringManyTiles(page, 130, ({ picture, name }) => ({
    faults: name === "feed 00000" ? ["black"] : [],
    picture: `${picture?.replace(/\?.*/, "")}?of=${encodeURIComponent(name)}&poll=${polls}`,
  }));
  page.on("response", (response) => {
    if (new URL(response.url()).pathname === "/api/feeds") polls += 1;
  });
  const asked = new Set<string>();
  await page.route("**/previews/**", async (route) => {
    const { searchParams } = new URL(route.request().url());
    asked.add(searchParams.get("of") ?? "");
    await route.fulfill({ contentType: "image/svg+xml", body: '<svg xmlns="http://www.w3.org/2000/svg"/>' });
  });
  await page.clock.install();
  await page.goto("/wall");
  const bar = page.getByRole("contentinfo");
  const first = page.getByRole("article", { name: "feed 00000" });
  await expect(first).toBeVisible();
  await expect(bar).toContainText("Page 1 of");
  const next = await page.getByRole("article").count();
  const name = `feed ${String(next).padStart(5, "0")}`;
  await expect(async () => {
    const before = polls;
    await page.clock.runFor(2_000);
    await expect.poll(() => polls, { timeout: 2_000 }).toBeGreaterThan(before);
    expect(asked).toContain(name);
  }).toPass({ intervals: [0] });
  await expect(bar).toContainText("Page 1 of");
  await page.clock.runFor(12_000);
  await expect(bar).toContainText("Page 2 of");
  await expect(first).toBeHidden();
  await expect(page.getByRole("complementary", { name: "Alarms" })).toContainText("feed 00000");
  await page.keyboard.press("ArrowLeft");
  await expect(first).toBeVisible();
});

test("a moved pointer shows the controls of the kiosk for seconds, and Escape leaves to the wall", async ({
  page,
  app,
}) => {
  await new Publisher(app, "kiosk controls").frame("gold");
  await bringManyTiles(page, 130);
  await page.route("**/previews/**", () => undefined);
  await page.clock.install();
  await page.goto("/wall?names=off&at=2026-11-29T07:00:00Z", { waitUntil: "domcontentloaded" });
  await expect(page.getByText("This is live. History is on the wall.")).toBeVisible();
  await expect(page.getByRole("contentinfo")).toContainText("Page 1 of");
  // A picture that has not loaded is not black, which is a state.
  const loading = page.getByRole("article").first().getByText("Loading");
  await expect(loading).not.toHaveCSS("background-color", "rgb(0, 0, 0)");
  await expect(loading).toBeVisible();
  const controls = page.getByRole("toolbar", { name: "Kiosk" });
  await expect(controls).toBeHidden();
  await page.mouse.move(300, 300);
  await page.mouse.move(310, 310);
  await expect(controls.getByRole("link", { name: "Wall" })).toHaveAttribute("href", "/");
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.keyboard.press(" ");
  await expect(page.getByRole("contentinfo")).toContainText("Paused");
  await controls.getByRole("button", { name: "Show names" }).click();
  await expect(page).toHaveURL("/wall");
  await page.clock.runFor(3_500);
  await expect(controls).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL("/");
});

test.describe("in an outage", () => {
  test.use({ expectedErrors: /ERR_FAILED/ });

  test("the kiosk keeps pictures and states, says how old they are and recovers", async ({ page, app }) => {
    await new Publisher(app, "kiosk outage").frame("gold");
    await page.clock.install();
    await page.goto("/wall?q=kiosk+outage");
    const tile = page.getByRole("article", { name: "kiosk outage" });
    await expect(tile).toBeVisible();
    await page.route("**/api/feeds*", (route) => route.abort());
    await untilPollFails(page);
    await page.clock.fastForward("10:00");
    await page.clock.runFor(2_000);
    const notice = page.getByText(/No data since .+\. Reconnecting…/);
    await expect(notice).toBeVisible();
    await expect(tile).not.toContainText(/stalled|offline/i);
    await expect(page.getByRole("complementary", { name: "Alarms" })).toHaveText("No data", {
      useInnerText: true,
    });
    const marks = page.getByRole("contentinfo").locator(".icon");
    const colours = await marks.evaluateAll((all) => all.map((mark) => getComputedStyle(mark).color));
    expect(new Set(colours).size).toBe(1);
    const banner = await notice.boundingBox();
    const first = await tile.boundingBox();
    expect(first?.y).toBeGreaterThanOrEqual((banner?.y ?? 0) + (banner?.height ?? Infinity));
    await expect(page.getByRole("contentinfo")).toBeInViewport({ ratio: 1 });
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.unroute("**/api/feeds*");
    await page.clock.runFor(5_000);
    await expect(notice).toBeHidden();
  });
});
