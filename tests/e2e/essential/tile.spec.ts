import type { Page } from "@playwright/test";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

/** Notes the kinds of the pictures that a page loads of a stream. */
function recordPictures(page: Page, stream: string): string[] {
  const loaded: string[] = [];
  page.on("request", (request) => {
    const address = decodeURIComponent(request.url());
    if (!address.includes(stream)) return;
    if (address.includes("/previews/")) loaded.push("preview");
    if (address.includes("/log/")) loaded.push("original");
  });
  return loaded;
}

test("a large tile shows its preview until the original is there, then only originals, and a small one previews", async ({
  page,
  app,
}) => {
  const wall = new WallPage(page);
  const feed = new Publisher(app, "sized");
  await feed.frame("crimson");
  await feed.untilShown();
  const { promise: isSlow, resolve: deliver } = Promise.withResolvers<undefined>();
  await page.route("**/api/picture?*", async (route) => {
    await isSlow;
    await route.continue();
  });
  for (const [address, width, kinds, colours] of [
    ["/wall?q=sized", 1_600, ["preview", "original"], ["crimson", "gold"]],
    ["/?q=sized", 400, ["preview"], ["gold", "royalblue"]],
  ] as const) {
    await page.setViewportSize({ width, height: 1_000 });
    const loaded = recordPictures(page, "sized");
    await wall.open(address);
    await expect.poll(() => wall.colourOf("sized")).toBe(colours[0]);
    deliver(undefined);
    await expect.poll(() => loaded).toEqual(kinds);
    await feed.frame(colours[1]);
    await expect.poll(() => wall.colourOf("sized")).toBe(colours[1]);
    expect(loaded).toEqual([...kinds, kinds.at(-1)]);
  }
});

test("an original that cannot be loaded gives way to the preview", async ({ page, app }) => {
  const wall = new WallPage(page);
  const feed = new Publisher(app, "withdrawn");
  await feed.frame("crimson");
  await feed.untilShown();
  await page.setViewportSize({ width: 1_600, height: 1_000 });
  await page.route("**/api/picture?*", (route) => route.fulfill({ status: 200, body: "no picture" }));
  await wall.open("/?q=withdrawn");
  await expect.poll(() => wall.colourOf("withdrawn")).toBe("crimson");
  await feed.frame("gold");
  await expect.poll(() => wall.colourOf("withdrawn")).toBe("gold");
});

test("hiding a tile can be undone, by its button and by the menu of a long press", async ({ page, app }) => {
  const wall = new WallPage(page);
  for (const name of ["menu a", "menu b"]) await new Publisher(app, name).frame("gold");
  const last = new Publisher(app, "menu c", "left");
  await last.started();
  await last.frame("gold");
  await last.untilShown();
  await page.clock.install();
  await wall.open("/?q=menu");
  const tile = wall.tile("menu c, left");
  await tile.hover();
  await tile.getByRole("button", { name: "Hide menu c, left" }).click();
  const toast = page.getByRole("status").filter({ hasText: "Hidden: menu c, left" });
  await toast.getByRole("button", { name: "Undo" }).click();
  await page.mouse.move(0, 0);
  await expect(tile).toBeVisible();
  await expect(tile.getByText("Hidden")).toHaveCount(0);
  // The pointer was on the last message, but is on none now.
  await tile.getByRole("link").press("h");
  await expect(toast).toBeVisible();
  await page.clock.runFor(8_000);
  await expect(toast).toHaveCount(0);

  const link = wall.tile("menu a").locator(".tile-link");
  // The first use loads the code.
  await link.focus();
  await expect(wall.tile("menu a").getByRole("button", { name: "Hide menu a" })).toBeAttached();
  await link.dispatchEvent("pointerdown", { pointerType: "touch", bubbles: true });
  await page.clock.runFor(400);
  await link.dispatchEvent("pointerup", { pointerType: "touch", bubbles: true });
  await page.clock.runFor(100);
  const menu = page.getByRole("dialog", { name: "menu a" });
  await menu.getByRole("button", { name: "Add to favourites" }).click();
  await expect(menu).toHaveCount(0);
  await expect(wall.tile("menu a").getByText("Favourite", { exact: true })).toBeAttached();
  await expect(page).toHaveURL("/?q=menu");
});
