import type { Route } from "@playwright/test";
import { colourSeen } from "../../support/colour-seen.ts";
import { Publisher } from "../../support/publisher.ts";
import { atQuery, framesAround, openStream } from "../../support/stream-page.ts";
import { expect, test } from "../../support/test.ts";

const MINUTE = 60_000;

test("a stream that is come back to is shown as the server knows it", async ({ app, page }) => {
  const [a, b] = [new Publisher(app, "again 1"), new Publisher(app, "again 2")];
  await a.frame("crimson", 2 * MINUTE);
  await b.frame("gold");
  for (const one of [a, b]) await one.untilShown();
  const title = page.getByRole("heading", { level: 1 });
  await openStream(page, "again 1");
  await expect(page.getByText("Stalled", { exact: true })).toBeVisible();
  await page.keyboard.press("]");
  await expect(title).toHaveText("again 2");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await a.frame("seagreen");
  const own = `${app.url}/api/feeds?stream=ZG6NWV/again 1`;
  await expect
    .poll(async () => {
      const { tiles } = (await (await fetch(own)).json()) as { tiles: { time: number }[] };
      return tiles[0]?.time ?? 0;
    })
    .toBeGreaterThan(Date.now() - MINUTE);
  // What a poll would bring is still to come.
  await page.route("**/api/feeds*", () => undefined);
  await page.keyboard.press("[");
  await expect(title).toHaveText("again 1");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
});

test.describe("on a slow line", () => {
  test.use({ expectedErrors: /ERR_FAILED/ });

  test("a small picture stands for one that is loading or lost", async ({ app, page }) => {
    const stage = new Publisher(app, "in small");
    await stage.frame("crimson", MINUTE);
    await stage.frame("seagreen");
    await stage.untilShown();
    const picture = page.getByRole("figure").getByRole("img");
    let fulls: Route[] = [];
    await page.route("**/log/**", (route) => void fulls.push(route));
    await page.goto("/feed?stream=ZG6NWV/in+small", { waitUntil: "commit" });
    await expect.poll(() => colourSeen(page.getByRole("figure"))).toBe("seagreen");
    await expect.poll(() => fulls.length).toBe(1);
    await fulls[0]?.abort();
    await expect(picture).toHaveAttribute("src", /previews/);
    await expect(picture).toHaveAccessibleName(/^in small, /);

    fulls = [];
    await framesAround(page).first().click();
    await expect.poll(() => fulls.length).toBe(1);
    // Not the one that was there before.
    await expect.poll(() => colourSeen(page.getByRole("figure"))).toBe("crimson");
    await fulls[0]?.continue();
    await expect(picture).toHaveAttribute("src", /\/log\//);
  });
});

test("a moment stays when a newer frame comes", async ({ app, page }) => {
  const stage = new Publisher(app, "and then");
  await stage.frame("crimson", 3 * MINUTE);
  await stage.untilShown();
  await openStream(page, "and then", atQuery(Date.now() - 2 * MINUTE));
  await expect(page.getByText("Stalled", { exact: true })).toBeVisible();
  const picture = page.getByRole("figure").getByRole("img");
  const before = await picture.getAttribute("src");
  await stage.frame("seagreen");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(picture).toHaveAttribute("src", before ?? "");
});

test("a sheet names the keys; Space plays, and a field keeps its arrows", async ({ app, page }) => {
  const stage = new Publisher(app, "by key");
  await stage.frame("crimson", 2 * MINUTE);
  await stage.frame("seagreen");
  await stage.untilShown();
  await openStream(page, "by key");
  const frames = framesAround(page);
  await expect(frames).toHaveCount(2);
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keys" });
  await expect(sheet).toContainText("play or pause");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  const speed = page.getByRole("combobox", { name: "Speed" });
  await speed.focus();
  await page.keyboard.press("ArrowDown");
  await expect(speed).toHaveValue("240×");
  await page.keyboard.press("ArrowLeft");
  await expect(frames.last()).toHaveAttribute("aria-current", "true");
  await speed.blur();
  // What it plays ends at now, at once.
  await page.keyboard.press("ArrowLeft");
  await expect(frames.first()).toHaveAttribute("aria-current", "true");
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
});
