import { colourSeen } from "../../support/colour-seen.ts";
import { Publisher } from "../../support/publisher.ts";
import { openStream } from "../../support/stream-page.ts";
import { expect, test } from "../../support/test.ts";

const MINUTE = 60_000;

test("a new picture and a step leave the page's icon alone, and no link underlines the gap beside an icon", async ({
  app,
  page,
}) => {
  await page.addInitScript(() => {
    const recording: string[] = [];
    Object.assign(window, { recording });
    addEventListener("DOMContentLoaded", () =>
      new MutationObserver((changes) => {
        for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes]))
          if (node instanceof HTMLLinkElement && node.rel === "icon") recording.push(node.href);
      }).observe(document.head, { childList: true }),
    );
  });
  const stage = new Publisher(app, "icon stays");
  await stage.frame("crimson", MINUTE);
  await stage.untilShown();
  await openStream(page, "icon stays");
  const icons = () => page.evaluate(() => (window as unknown as { recording: string[] }).recording);
  const first = await icons();
  await stage.frame("seagreen");
  await expect.poll(() => colourSeen(page.getByRole("figure"))).toBe("seagreen");
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => colourSeen(page.getByRole("figure"))).toBe("crimson");
  expect(await icons()).toEqual(first);
  expect(await page.evaluate(findUnderlinedGaps)).toEqual([]);
});

/** Links whose text begins or ends with a space beside an icon. */
function findUnderlinedGaps(): string[] {
  return [...document.querySelectorAll("a .icon")].flatMap((icon) => {
    const link = icon.parentElement;
    // In a row of boxes, a space is not drawn.
    if (link === null || getComputedStyle(link).display.includes("flex")) return [];
    const [before, after] = [icon.previousSibling?.textContent ?? "", icon.nextSibling?.textContent ?? ""];
    return /\s$/.test(before) || /^\s/.test(after) ? [link.outerHTML] : [];
  });
}
