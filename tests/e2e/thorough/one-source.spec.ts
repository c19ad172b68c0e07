import type { Page } from "@playwright/test";
import type { App } from "../../../scripts/app/app.ts";
import { colourSeen } from "../../support/colour-seen.ts";
import { Publisher } from "../../support/publisher.ts";
import { atQuery, framesAround, openStream, stateNow, untilReady } from "../../support/stream-page.ts";
import { expect, test } from "../../support/test.ts";

const MINUTE = 60_000;
const figure = (page: Page) => page.getByRole("figure");
const title = (page: Page) => page.getByRole("heading", { level: 1 });

/** Two cameras of one stream, of which the right one has just sent. */
async function twoCameras(app: App, name: string): Promise<readonly [Publisher, Publisher]> {
  const cameras = [new Publisher(app, name, "left"), new Publisher(app, name, "right")] as const;
  for (const camera of cameras) await camera.started();
  await cameras[0].frame("gold", MINUTE / 2);
  await cameras[1].frame("crimson");
  for (const one of cameras) await one.untilShown();
  return cameras;
}

/** A camera goes on in another publishing session. */
async function reconnect(camera: Publisher): Promise<void> {
  camera.reconnect();
  await camera.started();
  await camera.frame("seagreen");
}

test("the page of a source follows it across its reconnects, and shows no other source", async ({
  app,
  page,
}) => {
  const [left, right] = await twoCameras(app, "one goes on");
  await page.goto("/?q=one+goes+on");
  await page.getByRole("article", { name: "one goes on, right" }).getByRole("link").click();
  await expect.poll(() => colourSeen(figure(page))).toBe("crimson");
  await untilReady(page);
  const old = right.feed;
  const then = Date.now();
  await reconnect(right);
  await expect.poll(() => colourSeen(figure(page))).toBe("seagreen");
  await expect(title(page)).toHaveText("one goes on");
  await expect(stateNow(page)).toContainText("Live");
  await expect(page.getByText(/^On air [^s]/)).toHaveCount(0);
  await expect(framesAround(page)).toHaveCount(2);
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => colourSeen(figure(page))).toBe("crimson");
  await expect(page).toHaveURL(/source=right&at=/);
  await page.getByRole("slider", { name: "Moment of the stream" }).press("PageDown");
  await expect(figure(page).getByText("Off air")).toBeVisible();

  // A link to a feed leads to its source, while the wall tells of it.
  await page.goto(`/feed?stream=ZG6NWV/one+goes+on&feed=${left.feed}`);
  await expect(page).toHaveURL("/feed?stream=ZG6NWV%2Fone+goes+on&source=left");
  await expect(title(page)).toHaveText("one goes on");
  // The tile of a feed that was replaced is gone, and so nothing says that it is live.
  await page.goto(`/feed?stream=ZG6NWV/one+goes+on&feed=${old}`);
  await expect.poll(() => colourSeen(figure(page))).toBe("crimson");
  await expect(page.getByText("Ended. This is the last picture.")).toBeVisible();
  await expect(stateNow(page)).toHaveCount(0);
  await page.goto(`/feed?stream=ZG6NWV/one+goes+on&feed=${old}${atQuery(then)}`);
  await expect.poll(() => colourSeen(figure(page))).toBe("crimson");

  await page.goto("/feed?stream=ZG6NWV/one+goes+on&source=middle");
  await expect(page.getByRole("heading", { name: "Source not found" })).toBeVisible();
  await expect(figure(page)).toHaveCount(0);
});

test("an embedded picture shows one source, and keeps to the one that it showed first", async ({
  app,
  page,
}) => {
  const [left, right] = await twoCameras(app, "one framed");
  const whole = await page.context().newPage();
  const loaded: string[] = [];
  whole.on("request", (request) => loaded.push(request.url()));
  await whole.goto("/embed?stream=ZG6NWV/one+framed");
  await expect.poll(() => colourSeen(whole.getByRole("main"))).toBe("crimson");
  await page.goto(`/embed?stream=ZG6NWV/one+framed&feed=${left.feed}`);
  await expect.poll(() => colourSeen(page.getByRole("main"))).toBe("gold");

  const isTold = whole.waitForResponse(
    async (response) =>
      response.url().includes("/api/feeds") &&
      response.status() === 200 &&
      /"changed":.*"ZG6NWV/.test(await response.text()),
  );
  await left.frame("seagreen");
  await expect.poll(() => colourSeen(page.getByRole("main"))).toBe("seagreen");
  await isTold;
  await right.frame("royalblue");
  await expect.poll(() => colourSeen(whole.getByRole("main"))).toBe("royalblue");
  expect(loaded.filter((url) => url.includes("/previews/") && url.includes(left.feed))).toEqual([]);

  await reconnect(left);
  await left.untilShown();
  await page.reload();
  await expect(page.getByText("This source is not on the wall")).toBeVisible();
  await page.goto("/embed?stream=ZG6NWV/one+framed&source=left");
  await expect.poll(() => colourSeen(page.getByRole("main"))).toBe("seagreen");
  await expect(page.getByRole("link", { name: "one framed" })).toHaveAttribute("href", /source=left$/);
});

test("the page of a source embeds that source, and leads to the adjacent streams", async ({ app, page }) => {
  await twoCameras(app, "one beside 1");
  await twoCameras(app, "one beside 2");
  const next = page.getByRole("link", { name: /^Next/ });
  await openStream(page, "one beside 1", "&source=right");
  await expect(next).toHaveAttribute("href", /one\+beside\+2&source=left$/);
  await page.getByRole("button", { name: "Share" }).click();
  const sheet = page.getByRole("dialog", { name: "Share one beside 1, right" });
  await expect(sheet.getByRole("textbox", { name: "Embed code" })).toHaveValue(
    /one\+beside\+1&amp;source=right"/,
  );
  await sheet.getByRole("button", { name: "Close" }).click();
  await page.keyboard.press("]");
  await expect(title(page)).toHaveText("one beside 2");
  await page.getByRole("link", { name: /^Previous/ }).click();
  await expect(title(page)).toHaveText("one beside 1");
});
