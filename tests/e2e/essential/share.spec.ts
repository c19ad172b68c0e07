import { AxeBuilder } from "@axe-core/playwright";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { painted } from "../../support/painted.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const clipboard = () => navigator.clipboard.readText();

test("a viewer copies a link to the moment, and a friend sees that moment by it", async ({ app, page }) => {
  const stage = new Publisher(app, "share moment");
  await stage.frame("crimson", 60_000);
  await stage.frame("gold");
  await page.goto("/feed?stream=ZG6NWV/share moment");
  // Its buttons are there once its keys are.
  await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await expect(page).toHaveURL(/at=/);
  const before = await page.getByRole("button", { name: "Copy link" }).boundingBox();
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByRole("status")).toHaveText("Link copied");
  expect(await page.getByRole("button", { name: "Copy link" }).boundingBox()).toEqual(before);
  const link = await page.evaluate(clipboard);
  const shown = await page.getByRole("figure").getByRole("img").getAttribute("alt");
  const friend = await page.context().newPage();
  await friend.goto(link);
  await expect(friend.getByRole("figure").getByRole("img")).toHaveAttribute("alt", shown ?? "");
});

test("another site shows a picture in a frame, which keeps itself up to date and leads back", async ({
  app,
  page,
}) => {
  const stage = new Publisher(app, 'share "embed" & more');
  await stage.frame("crimson");
  await page.goto(`/feed?${new URLSearchParams({ stream: stage.stream }).toString()}`);
  await page.getByText("Embed", { exact: true }).click();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole("button", { name: "Copy snippet" }).click();
  await expect(page.getByRole("status")).toHaveText("Snippet copied");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Copy snippet" })).toBeHidden();
  const snippet = await page.evaluate(clipboard);
  const other = createServer((_, response) => {
    response
      .writeHead(200, { "content-type": "text/html" })
      .end(`<!doctype html><html lang="en"><title>Theirs</title>${snippet}`);
  }).listen(0, "127.0.0.1");
  await once(other, "listening");
  await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("link", { name: 'share "embed" & more' })).toBeVisible();
  await expect(frame.getByText("Live")).toBeVisible();
  const first = await frame.getByRole("img").first().getAttribute("src");
  await stage.frame("seagreen");
  await expect(frame.locator("img").last()).not.toHaveAttribute("src", first ?? "");
  const [back] = await Promise.all([
    page.waitForEvent("popup"),
    frame.getByRole("link", { name: 'share "embed" & more' }).click(),
  ]);
  await expect(back.getByRole("heading", { name: 'share "embed" & more' })).toBeVisible();
  other.close();
  other.closeAllConnections();
});

test("a snippet that is copied closes its sheet, and says so where it is seen; a button closes it too", async ({
  app,
  page,
}) => {
  await new Publisher(app, "share sheet").frame("gold");
  await page.goto("/feed?stream=ZG6NWV/share sheet");
  const open = page.getByRole("button", { name: "Embed", exact: true });
  const sheet = page.getByRole("dialog", { name: "Embed the stream" });
  await open.click();
  await sheet.getByRole("button", { name: "Close" }).click();
  await expect(sheet).toBeHidden();
  await open.click();
  await sheet.getByRole("button", { name: "Copy snippet" }).click();
  await expect(sheet).toBeHidden();
  await expect(page.getByRole("status")).toHaveText("Snippet copied");
  await expect(open).toBeFocused();
});

test("what was copied is told of the moment that it was of, and moves no button of a phone", async ({
  app,
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const stage = new Publisher(app, "share told");
  await stage.frame("crimson", 60_000);
  await stage.frame("gold");
  await page.goto("/feed?stream=ZG6NWV/share told");
  const copy = page.getByRole("button", { name: "Copy link" });
  const others = [
    page.getByRole("button", { name: "Embed" }),
    page.getByRole("link", { name: "Watch live" }),
  ];
  const places = () => Promise.all([copy, ...others].map((one) => one.boundingBox()));
  await expect(copy).toBeVisible();
  // The line of the state comes with a poll, if the wall was not asked since the frame.
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const before = await places();
  await copy.click();
  await expect(page.getByRole("status")).toHaveText("Link copied");
  expect(await places()).toEqual(before);
  await page.keyboard.press("ArrowLeft");
  await expect(page).toHaveURL(/at=/);
  await expect(page.getByRole("status")).toHaveText("");
});

test("no page but the embedded one may be framed", async ({ app }) => {
  const ancestors = async (path: string) =>
    /frame-ancestors ([^;]*)/.exec(
      (await fetch(app.url + path)).headers.get("content-security-policy") ?? "",
    )?.[1];
  expect(await ancestors("/embed?stream=a/b")).toBe("*");
  for (const path of ["/", "/wall", "/feed?stream=a/b", "/nowhere"])
    expect(await ancestors(path)).toBe("'none'");
});

test("the keys [ and ] go from stream to stream in the order of the wall", async ({ app, page }) => {
  for (const name of ["share-key 1", "share-key 2", "share-key 3"])
    await new Publisher(app, name).frame("gold");
  await page.goto("/feed?stream=ZG6NWV/share-key+2");
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("link", { name: "Next" })).toHaveAttribute("href", /share-key\+3/, {
      timeout: 1_000,
    });
  }).toPass();
  // Its buttons are there once its keys are.
  await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
  await page.keyboard.press("]");
  await expect(page.getByRole("heading", { name: "share-key 3" })).toBeVisible();
  await painted(page);
  await page.keyboard.press("[");
  await expect(page.getByRole("heading", { name: "share-key 2" })).toBeVisible();
  await page.getByRole("link", { name: "Previous" }).click();
  await expect(page.getByRole("heading", { name: "share-key 1" })).toBeVisible();
});
