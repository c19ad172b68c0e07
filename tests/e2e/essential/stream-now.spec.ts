import { AxeBuilder } from "@axe-core/playwright";
import type { Page, Route } from "@playwright/test";
import { colourSeen } from "../../support/colour-seen.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";

const MINUTE = 60_000;
const picture = (page: Page) => page.getByRole("figure").getByRole("img");
const frames = (page: Page) =>
  page.getByRole("list", { name: "Frames around this moment" }).getByRole("link");

/** Its buttons are there once its keys are. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
}

test("a stream's page says whether the stream is live, and goes on with it until it ends", async ({
  app,
  page,
}) => {
  const stage = new Publisher(app, "now and on");
  await stage.started();
  await stage.frame("crimson", MINUTE / 2);
  await open(page, "/feed?stream=ZG6NWV/now+and+on");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const before = await picture(page).getAttribute("src");
  await stage.frame("seagreen");
  await expect(frames(page)).toHaveCount(2);
  await expect(picture(page)).not.toHaveAttribute("src", before ?? "");
  await expect(frames(page).last()).toHaveAttribute("aria-current", "true");
  await stage.ended();
  await expect(page.getByText("Ended", { exact: true })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test("whoever comes back to a stream sees it as the page brings it, not as they left it", async ({
  app,
  page,
}) => {
  const [a, b] = [new Publisher(app, "now again 1"), new Publisher(app, "now again 2")];
  await a.frame("crimson", 2 * MINUTE);
  await b.frame("gold");
  const title = page.getByRole("heading", { level: 1 });
  await expect(async () => {
    await open(page, "/feed?stream=ZG6NWV/now+again+1");
    const next = page.getByRole("link", { name: "Next" });
    await expect(next).toHaveAttribute("href", /again\+2/, { timeout: 1_000 });
  }).toPass();
  await expect(page.getByText("Stalled", { exact: true })).toBeVisible();
  await page.keyboard.press("]");
  await expect(title).toHaveText("now again 2");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await a.frame("seagreen");
  const own = "/api/feeds?stream=ZG6NWV/now+again+1";
  await expect
    .poll(async () => {
      const { tiles } = (await (await page.request.get(own)).json()) as { tiles: { time: number }[] };
      return tiles[0]?.time ?? 0;
    })
    .toBeGreaterThan(Date.now() - MINUTE);
  // What a poll would bring is still to come.
  await page.route("**/api/feeds*", () => undefined);
  await page.keyboard.press("[");
  await expect(title).toHaveText("now again 1");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
});

test.describe("on a slow line", () => {
  test.use({ expectedErrors: /ERR_FAILED/ });

  test("until a picture is there in full, and when it never comes, there is the small one", async ({
    app,
    page,
  }) => {
    const stage = new Publisher(app, "now in small");
    await stage.frame("crimson", MINUTE);
    await stage.frame("seagreen");
    let fulls: Route[] = [];
    await page.route("**/log/**", (route) => void fulls.push(route));
    await page.goto("/feed?stream=ZG6NWV/now+in+small", { waitUntil: "commit" });
    await expect.poll(() => colourSeen(page.getByRole("figure"))).toBe("seagreen");
    await expect.poll(() => fulls.length).toBe(1);
    await fulls[0]?.abort();
    await expect(picture(page)).toHaveAttribute("src", /previews/);
    await expect(picture(page)).toHaveAccessibleName(/^now in small, /);

    fulls = [];
    await frames(page).first().click();
    await expect.poll(() => fulls.length).toBe(1);
    // Not the one that was there before.
    await expect.poll(() => colourSeen(page.getByRole("figure"))).toBe("crimson");
    await fulls[0]?.continue();
    await expect(picture(page)).toHaveAttribute("src", /\/log\//);
  });
});

test("a moment stays as it is when a newer frame comes", async ({ app, page }) => {
  const stage = new Publisher(app, "now and then");
  const then = new Date(Date.now() - 2 * MINUTE).toISOString();
  await stage.frame("crimson", 3 * MINUTE);
  await open(page, `/feed?stream=ZG6NWV/now+and+then&at=${then}`);
  await expect(page.getByText("Stalled", { exact: true })).toBeVisible();
  const before = await picture(page).getAttribute("src");
  await stage.frame("seagreen");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(picture(page)).toHaveAttribute("src", before ?? "");
});

test("a page that is open for long is made again, before the addresses of its pictures end", async ({
  app,
  page,
}) => {
  await page.clock.install();
  await new Publisher(app, "now for long").frame("gold");
  await open(page, `/feed?stream=ZG6NWV/now+for+long&at=${new Date().toISOString()}`);
  const renewed = page.waitForRequest(
    (request) => request.headers().rsc !== undefined && new URL(request.url()).pathname === "/feed",
  );
  await page.clock.fastForward(11 * MINUTE);
  expect((await (await renewed).response())?.status()).toBe(200);
});

test("of a stream with several sources, the page says which one it shows", async ({ app, page }) => {
  for (const source of ["left", "right"]) {
    const camera = new Publisher(app, "now in parts", source);
    await camera.started();
    await camera.frame("gold");
  }
  await page.goto("/?q=now+in+parts");
  await page.getByRole("article", { name: "now in parts, right" }).getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^now in parts\s*right$/);
});

test("the page has a sheet of its keys; Space plays, and a field's arrows are its own", async ({
  app,
  page,
}) => {
  const stage = new Publisher(app, "now by key");
  await stage.frame("crimson", 2 * MINUTE);
  await stage.frame("seagreen");
  await open(page, "/feed?stream=ZG6NWV/now+by+key");
  await expect(frames(page)).toHaveCount(2);
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keys" });
  await expect(sheet).toContainText("play or pause");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  const speed = page.getByLabel("Speed");
  await speed.focus();
  await page.keyboard.press("ArrowDown");
  await expect(speed).toHaveValue("240×");
  await page.keyboard.press("ArrowLeft");
  await expect(frames(page).last()).toHaveAttribute("aria-current", "true");
  await speed.blur();
  // What it plays ends at now, at once.
  await page.keyboard.press("ArrowLeft");
  await expect(frames(page).first()).toHaveAttribute("aria-current", "true");
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
});

test.describe("in an outage", () => {
  test.use({ expectedErrors: /ERR_|Failed to load/ });

  test("the page keeps its picture and says how old what it knows is", async ({ app, page }) => {
    await new Publisher(app, "now and away").frame("gold");
    await open(page, "/feed?stream=ZG6NWV/now+and+away");
    // The page may have been made from what the server knew before the hook.
    await expect(page.getByText("Live", { exact: true })).toBeVisible();
    await page.route("**/api/feeds*", (route) => route.abort());
    const notice = page.getByText(/No data since .+\. Reconnecting…/);
    await expect(notice).toBeVisible({ timeout: 30_000 });
    await expect(picture(page)).toBeVisible();
    await page.unroute("**/api/feeds*");
    await expect(notice).toBeHidden({ timeout: 40_000 });
  });
});
