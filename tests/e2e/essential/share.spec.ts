import { AxeBuilder } from "@axe-core/playwright";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Publisher } from "../../support/publisher.ts";
import { openStream, untilReady } from "../../support/stream-page.ts";
import { expect, PUBLIC_URL, test } from "../../support/test.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const readClipboard = () => navigator.clipboard.readText();

test("a viewer copies a link to a moment, a friend sees it, and its preview is of it", async ({
  app,
  page,
}) => {
  const stage = new Publisher(app, "share moment");
  await stage.frame("crimson", 60_000);
  await stage.frame("gold");
  await stage.untilShown();
  await openStream(page, "share moment");
  const picture = page.getByRole("figure").getByRole("img");
  const newest = (await picture.getAttribute("alt")) ?? "";
  await page.keyboard.press("ArrowLeft");
  await expect(page).toHaveURL(/at=/);
  await expect(picture).not.toHaveAttribute("alt", newest);
  const shown = await picture.getAttribute("alt");
  await page.getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog", { name: "Share share moment" });
  await expect(dialog.getByRole("button", { name: "Copy link" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").getByText("Link copied")).toBeVisible();
  await expect(dialog).toBeHidden();
  const link = await page.evaluate(readClipboard);
  const friend = await page.context().newPage();
  await friend.goto(link);
  await expect(friend.getByRole("figure").getByRole("img")).toHaveAttribute("alt", shown ?? "");
  const meta = (name: string) => friend.locator(`meta[property="${name}"]`).getAttribute("content");
  const image = new URL((await meta("og:image")) ?? "");
  expect(image.origin).toBe(PUBLIC_URL);
  expect([await meta("og:image:width"), await meta("og:image:height")]).toEqual(["1920", "1080"]);
  expect(new URL((await meta("og:url")) ?? "").search).toBe(new URL(link).search);
  const answer = await fetch(app.url + image.pathname + image.search, { redirect: "manual" });
  expect(new URL(answer.headers.get("location") ?? "").pathname).toBe(
    new URL((await friend.getByRole("link", { name: "Open original" }).getAttribute("href")) ?? "").pathname,
  );
});

test("the dialog has the code by which another site frames the live picture", async ({ app, page }) => {
  const name = 'share "embed" & more';
  const stage = new Publisher(app, name);
  await stage.frame("crimson");
  await stage.untilShown();
  await openStream(page, name);
  const open = page.getByRole("button", { name: "Share" });
  await open.click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.locator("iframe").contentFrame().getByRole("img").first()).toBeVisible();
  expect((await new AxeBuilder({ page }).exclude("iframe").analyze()).violations).toEqual([]);
  await dialog.getByText("320 × 208").click();
  await dialog.getByRole("button", { name: "Copy embed code" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("status").getByText("Embed code copied")).toBeVisible();
  await expect(open).toBeFocused();

  const snippet = await page.evaluate(readClipboard);
  expect(snippet).toContain('width="320" height="208"');
  const other = createServer((_, response) => {
    response
      .writeHead(200, { "content-type": "text/html" })
      .end(`<!doctype html><html lang="en"><title>Theirs</title>${snippet}`);
  }).listen(0, "127.0.0.1");
  await once(other, "listening");
  await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
  const frame = page.frameLocator("iframe");
  const back = frame.getByRole("link", { name });
  await expect(back).toHaveAttribute("target", "_blank");
  const [opened] = await Promise.all([page.waitForEvent("popup"), back.click()]);
  await expect(opened.getByRole("heading", { name })).toBeVisible();
  await opened.close();
  const first = await frame.getByRole("img").first().getAttribute("src");
  await stage.frame("seagreen");
  await expect(frame.locator("img").last()).not.toHaveAttribute("src", first ?? "");
  other.close();
  other.closeAllConnections();
});

test("the keys [ and ] go from stream to stream in the order of the wall", async ({ app, page }) => {
  for (const name of ["share-key 1", "share-key 2", "share-key 3"]) {
    const feed = new Publisher(app, name);
    await feed.frame("gold");
    await feed.untilShown();
  }
  await page.goto("/feed?stream=ZG6NWV/share-key+2");
  await untilReady(page);
  const title = page.getByRole("heading", { level: 1 });
  await page.keyboard.press("]");
  await expect(title).toHaveText("share-key 3");
  await expect(page).toHaveTitle("share-key 3 · Livewall");
  await page.goBack();
  await expect(title).toHaveText("share-key 2");
  await page.getByRole("link", { name: "Previous share-key 1" }).click();
  await expect(title).toHaveText("share-key 1");
});
