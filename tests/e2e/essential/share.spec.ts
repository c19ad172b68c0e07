import { AxeBuilder } from "@axe-core/playwright";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { painted } from "../../support/painted.ts";
import { Publisher } from "../../support/publisher.ts";
import { untilReady } from "../../support/stream-page.ts";
import { expect, test } from "../../support/test.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const readClipboard = () => navigator.clipboard.readText();

test("a viewer copies a link to a moment, without moving a button of a phone, and a friend sees that moment", async ({
  app,
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const stage = new Publisher(app, "share moment");
  await stage.frame("crimson", 60_000);
  await stage.frame("gold");
  await stage.untilShown();
  await page.goto("/feed?stream=ZG6NWV/share moment");
  await untilReady(page);
  const copy = page.getByRole("button", { name: "Copy link" });
  const status = page.getByRole("status");
  const others = [
    page.getByRole("button", { name: "Embed" }),
    page.getByRole("link", { name: "Watch live" }),
  ];
  const places = () => Promise.all([copy, ...others].map((one) => one.boundingBox()));
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const before = await places();
  await copy.click();
  await expect(status).toHaveText("Link copied");
  expect(await places()).toEqual(before);

  await page.keyboard.press("ArrowLeft");
  await expect(page).toHaveURL(/at=/);
  // It was of another moment.
  await expect(status).toHaveText("");
  await copy.click();
  await expect(status).toHaveText("Link copied");
  const shown = await page.getByRole("figure").getByRole("img").getAttribute("alt");
  const friend = await page.context().newPage();
  await friend.goto(await page.evaluate(readClipboard));
  await expect(friend.getByRole("figure").getByRole("img")).toHaveAttribute("alt", shown ?? "");
});

test("a sheet has the snippet by which another site frames the live picture", async ({ app, page }) => {
  const name = 'share "embed" & more';
  const stage = new Publisher(app, name);
  await stage.frame("crimson");
  await page.goto(`/feed?${new URLSearchParams({ stream: stage.stream }).toString()}`);
  await untilReady(page);
  const open = page.getByRole("button", { name: "Embed", exact: true });
  const sheet = page.getByRole("dialog", { name: "Embed the stream" });
  await open.click();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await sheet.getByRole("button", { name: "Close" }).click();
  await expect(sheet).toBeHidden();
  await open.click();
  await sheet.getByRole("button", { name: "Copy snippet" }).click();
  await expect(sheet).toBeHidden();
  await expect(page.getByRole("status")).toHaveText("Snippet copied");
  await expect(open).toBeFocused();

  const snippet = await page.evaluate(readClipboard);
  const other = createServer((_, response) => {
    response
      .writeHead(200, { "content-type": "text/html" })
      .end(`<!doctype html><html lang="en"><title>Theirs</title>${snippet}`);
  }).listen(0, "127.0.0.1");
  await once(other, "listening");
  await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
  const frame = page.frameLocator("iframe");
  const back = frame.getByRole("link", { name });
  await expect(back).toHaveAttribute(
    "href",
    `/feed?${new URLSearchParams({ stream: stage.stream }).toString()}`,
  );
  await expect(back).toHaveAttribute("target", "_blank");
  await expect(frame.getByText("Live")).toBeVisible();
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
  await page.keyboard.press("]");
  await expect(page.getByRole("heading", { name: "share-key 3" })).toBeVisible();
  await painted(page);
  await page.keyboard.press("[");
  await expect(page.getByRole("heading", { name: "share-key 2" })).toBeVisible();
  await page.getByRole("link", { name: "Previous" }).click();
  await expect(page.getByRole("heading", { name: "share-key 1" })).toBeVisible();
});
