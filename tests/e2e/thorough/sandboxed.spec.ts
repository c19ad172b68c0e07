import type { Page } from "@playwright/test";
import type { App } from "../../../scripts/app/app.ts";
import { colourSeen } from "../../support/colour-seen.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";

/** Opens a page that shows a stream in a frame. @param sandbox the words that it allows */
async function openFrame(page: Page, app: App, name: string, sandbox: string) {
  const source = `${app.url}/embed?stream=ZG6NWV/${name}`;
  const body = `<iframe sandbox="${sandbox}" width="640" height="360" src="${source}"></iframe>`;
  await page.route("**/host", (route) => route.fulfill({ contentType: "text/html", body }));
  await page.goto("/host");
  return page.frameLocator("iframe");
}

test.describe("with scripts", () => {
  // The first poll, and the font; Miniflare refuses the origin of a sandbox, which a browser with a window sends.
  test.use({ expectedErrors: /CORS|ERR_FAILED|Invalid Origin/ });

  test("a framed picture in a sandbox without allow-same-origin reloads, and does not stay live", async ({
    app,
    page,
  }) => {
    const feed = new Publisher(app, "sandboxed");
    await feed.frame("gold");
    await feed.untilShown();
    await page.clock.install();
    const frame = await openFrame(page, app, "sandboxed", "allow-scripts");
    const picture = frame.getByRole("main");
    await expect.poll(() => colourSeen(picture)).toBe("gold");
    await expect(picture).toContainText("Live");
    await feed.frame("crimson");
    await feed.untilShown();
    await expect(async () => {
      await page.clock.runFor(10_000);
      expect(await colourSeen(picture)).toBe("crimson");
    }).toPass();
    const place = await frame.locator("main img").last().boundingBox();
    await page.route(/\/embed/, (route) => route.abort());
    await expect(async () => {
      await page.clock.runFor(10_000);
      expect(await picture.textContent()).toMatch(/^No data since/);
    }).toPass();
    await expect(frame.getByText("Last picture")).toBeVisible();
    expect(await frame.locator("main img").last().boundingBox()).toEqual(place);
  });
});

test.describe("without scripts", () => {
  test.use({ expectedErrors: /sandboxed|CORS|ERR_FAILED/ });

  test("a framed picture in a sandbox without scripts says when it is no longer updated", async ({
    app,
    context,
    page,
  }) => {
    const feed = new Publisher(app, "still");
    await feed.frame("gold");
    await feed.untilShown();
    const frame = await openFrame(page, app, "still", "");
    // getByText() finds nothing in it.
    const notice = frame.locator("noscript span");
    await expect(frame.getByText("Live", { exact: true })).toBeVisible();
    await expect(notice).toBeHidden();
    const [, inner] = page.frames();
    // Some browsers draw a sandboxed frame in a process of its own.
    const session = await context.newCDPSession(inner ?? page).catch(() => context.newCDPSession(page));
    await session.send("Animation.enable");
    await session.send("Animation.setPlaybackRate", { playbackRate: 1_000 });
    await expect(notice).toBeVisible();
  });
});
