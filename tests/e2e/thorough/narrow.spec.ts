import { Publisher } from "../../support/publisher.ts";
import { untilReady } from "../../support/stream-page.ts";
import { expect, test } from "../../support/test.ts";

const MINUTE = 60_000;
const SIZES = [
  { width: 320, height: 640 },
  { width: 360, height: 640 },
  { width: 640, height: 360 },
  // The controls of a stream's page are beside its picture.
  { width: 1000, height: 700 },
];

/** A laptop at 200 % and more has a window as small as a phone's, with a mouse and more buttons. */
test("no page of a small window with a mouse scrolls sideways", async ({ app, page }) => {
  const camera = new Publisher(app, "narrow", "left");
  for (const age of [5, 0]) await camera.frame("gold", age * MINUTE);
  await camera.untilShown();
  const at = new Date(Date.now() - 4 * MINUTE).toISOString();
  const compared = "tile=ZG6NWV/narrow%7Cleft&tile=ZG6NWV/narrow";
  for (const viewport of SIZES) {
    await page.setViewportSize(viewport);
    for (const address of ["/", "/wall", "/embed?stream=ZG6NWV/narrow", `/compare?${compared}`]) {
      await page.goto(address);
      expect(await page.evaluate(findWider), `${address} at ${viewport.width} px`).toEqual([]);
    }
    await page.goto(`/?at=${at}`);
    await expect(page.getByRole("group", { name: "Playback" })).toBeVisible();
    expect(await page.evaluate(findWider), `history at ${viewport.width} px`).toEqual([]);
    for (const moment of ["", `&at=${at}`]) {
      await page.goto(`/feed?stream=ZG6NWV/narrow${moment}`);
      await untilReady(page);
      expect(await page.evaluate(findWider), `/feed${moment} at ${viewport.width} px`).toEqual([]);
      const playback = page.getByRole("group", { name: "Playback" });
      await expect(playback.locator("time").first()).toContainText("UTC");
      const label = await playback.getByText("+30 s").boundingBox();
      expect(label?.height).toBeLessThan(40);
    }
  }
});

/** What is beyond the window's edge, or wider than its place in a transport. */
function findWider(): string[] {
  const beyond = [...document.querySelectorAll("button, summary, a, time")].filter((part) => {
    const { right, width } = part.getBoundingClientRect();
    return width > 1 && right > innerWidth + 1 && part.closest(".wall-chips, noscript") === null;
  });
  const cut = [...document.querySelectorAll(".transport, .transport > :first-child")].filter(
    (part) => part.scrollWidth > part.clientWidth + 1,
  );
  const page = document.documentElement.scrollWidth > innerWidth ? [document.documentElement] : [];
  return [...page, ...beyond, ...cut].map(
    (part) => `${part.tagName} ${part.getAttribute("aria-label") ?? part.textContent.slice(0, 40)}`,
  );
}
