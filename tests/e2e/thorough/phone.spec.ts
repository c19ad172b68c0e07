import { AxeBuilder } from "@axe-core/playwright";
import { momentOf, openPast } from "../../support/past.ts";
import { Publisher } from "../../support/publisher.ts";
import { spread } from "../../support/swipe.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

test.use({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });

test("a phone shows counts above, pictures, and tools on a bar below", async ({ app, page }) => {
  await new Publisher(app, "pocket live").frame("gold");
  await new Publisher(app, "pocket silent").frame("crimson", 100_000);
  await page.goto("/?q=pocket");
  const wall = new WallPage(page);
  await expect(wall.tile("pocket live")).toBeVisible();
  for (const chip of ["Live", "Attention", "Offline"] as const) {
    await expect(wall.chip(chip)).toBeInViewport({ ratio: 1 });
    expect((await wall.chip(chip).boundingBox())?.height).toBeGreaterThanOrEqual(44);
  }
  const start = page.getByRole("link", { name: "Show start" });
  expect((await start.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  // It is of no use without a keyboard.
  await expect(page.getByRole("button", { name: "Shortcuts" })).toBeHidden();
  const view = page.locator("summary").filter({ hasText: "View" });
  const choice = page.getByRole("radio", { name: "One per stream" });
  await expect(choice).toBeHidden();
  await expect(view).toBeInViewport({ ratio: 1 });
  await view.tap();
  await expect(choice).toBeInViewport({ ratio: 1 });
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await choice.check();
  // A tap beside the sheet must not open the tile there.
  await page.touchscreen.tap(180, 120);
  await expect(choice).toBeHidden();
  await expect(page).toHaveURL("/?q=pocket&group=stream");

  await page.goto("/");
  const field = page.getByRole("searchbox");
  await expect(field).toHaveCSS("opacity", "0");
  await page.locator("label").filter({ hasText: "Search" }).tap();
  await expect(field).toBeFocused();
  await expect(field).toHaveCSS("font-size", "16px");
  await expect(field).toBeInViewport({ ratio: 1 });
});

test("every control on every page can be hit by a finger, and no field zooms the page", async ({
  app,
  page,
}) => {
  const cameras = [new Publisher(app, "touched", "left"), new Publisher(app, "touched", "right")];
  for (const camera of cameras) {
    await camera.started();
    await camera.frame("gold");
    await camera.untilShown();
  }
  const compared = ["left", "right"].map((source) => `tile=ZG6NWV%2Ftouched&source=${source}`).join("&");
  for (const address of [
    "/?q=touched",
    "/?q=touched&state=offline",
    "/feed?stream=ZG6NWV/touched&source=left",
    `/compare?${compared}`,
  ]) {
    await page.goto(address);
    // The last control of a page may come with its code.
    await expect.poll(() => page.evaluate(findSmall), address).toEqual([]);
  }
});

test("two fingers zoom the timeline at the same moment, and one finger moves the moment", async ({
  app,
  page,
}) => {
  await new Publisher(app, "two fingers").frame("gold");
  await openPast(page, "q=two+fingers", Date.now() - 600_000);
  const slider = page.getByRole("slider", { name: "Moment that the wall shows" });
  const shown = await momentOf(page);
  const begin = Number(await slider.getAttribute("min"));
  const { x = 0, y = 0, width = 0 } = (await page.locator("[data-timeline]").boundingBox()) ?? {};
  const at = (part: number) => [x + part * width, y + 5] as const;
  await spread(page, [at(0.4), at(0.6)], 0.1 * width);
  await expect.poll(async () => Number(await slider.getAttribute("min"))).toBeGreaterThan(begin);
  expect(await momentOf(page)).toBe(shown);
  await page.touchscreen.tap(...at(0.2));
  await expect.poll(() => momentOf(page)).not.toBe(shown);
});

/** The controls under 44 px, save links amid a text, and the fields whose text is under 16 px. */
function findSmall(): string[] {
  const controls = "button, summary, select, input, textarea, a[href]";
  return [...document.querySelectorAll<HTMLElement>(controls)].flatMap((control) => {
    const { width, height } = (control.closest("label") ?? control).getBoundingClientRect();
    const { opacity, fontSize } = getComputedStyle(control);
    const isSeen =
      width > 1 && height > 1 && opacity !== "0" && control.closest("noscript, [hidden]") === null;
    const isText = control.tagName === "A" && control.closest("p") !== null;
    // A link that covers its tile.
    const isStretched = getComputedStyle(control, "::after").position === "absolute";
    if (!isSeen || isText || isStretched) return [];
    const name = `${control.tagName} ${control.getAttribute("aria-label") ?? control.textContent}`;
    const isField = control.matches(
      "select, textarea, input:not([type=range], [type=checkbox], [type=radio])",
    );
    return [
      ...(height < 43.9 ? [`${name}: ${width} × ${height}`] : []),
      ...(isField && parseFloat(fontSize) < 16 ? [`${name}: text of ${fontSize}`] : []),
    ];
  });
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the sheet opens, and its choices are sent with the search", async ({ app, page }) => {
    await new Publisher(app, "plain pocket live").frame("gold");
    const silent = new Publisher(app, "plain pocket silent");
    await silent.frame("gold", 100_000);
    await silent.untilShown();
    const wall = new WallPage(page);
    await page.goto("/?q=plain+pocket");
    await expect(wall.tiles).toHaveCount(2);
    await wall.chip("Attention").tap();
    await expect(wall.tiles).toHaveCount(1);
    await page.locator("summary").filter({ hasText: "View" }).tap();
    await page.getByRole("radio", { name: "Latest picture" }).check();
    await page.getByRole("button", { name: "Apply filters" }).tap();
    await expect(page).toHaveURL(/\?q=plain\+pocket&state=attention&sort=newest/);
    await expect(wall.tile("plain pocket silent")).toBeVisible();
  });
});
