import type { BrowserContext, Page } from "@playwright/test";
import sharp from "sharp";
import { findMissing, listKeys } from "../../scripts/floor/compat.ts";
import { withoutNewer } from "../../scripts/floor/css.ts";

/** The oldest Chromium that pages work in, as .browserslistrc says. */
const OLDEST = { chrome: 94 };

/** Deletes the functions of JavaScript, and some of the DOM, that the oldest Chromium has not. */
export async function deleteNewerFunctions(context: BrowserContext): Promise<void> {
  const owners = ["javascript/builtins/", "api/"].flatMap((root) =>
    (root === "api/" ? ["AbortSignal", "URL"] : listKeys(root.slice(0, -1))).map((name) => ({ root, name })),
  );
  const newer = owners.flatMap(({ root, name }) =>
    listKeys(root + name)
      .filter((member) => findMissing(`${root}${name}/${member}`, OLDEST) !== null)
      .map((member): [string, string] => [name, member.replace(/_static$/, "")]),
  );
  await context.addInitScript((members) => {
    const all = globalThis as unknown as Record<string, { prototype?: object } | undefined>;
    for (const [owner, member] of members) {
      for (const holder of [all[owner], all[owner]?.prototype])
        if (holder !== undefined) Reflect.deleteProperty(holder, member);
    }
    for (const name of ["structuredClone", "reportError", "navigation", "scheduler"])
      Reflect.deleteProperty(globalThis, name);
  }, newer);
}

/** Replaces the styles of a page by what a Chromium understands of them. */
export async function removeNewerStyles(page: Page, oldest = OLDEST): Promise<void> {
  await page.route("**/*.css?older", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: withoutNewer(await response.text(), oldest) });
  });
  await page.evaluate(() => {
    const links = [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")];
    return Promise.all(
      links.map((link) => {
        const loaded = new Promise((resolve) => link.addEventListener("load", resolve, { once: true }));
        link.href += "?older";
        return loaded;
      }),
    );
  });
}

/** The preview and the original of a picture of one colour differ by less. */
const SHADE = 4;

/** Counts the pixels of two screenshots of the same size that differ. */
export async function countDifferent(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all([one, other].map((png) => sharp(png).removeAlpha().raw().toBuffer()));
  if (a?.length !== b?.length) throw new Error("the screenshots have different sizes");
  const pixels = new Set<number>();
  a?.forEach((value, at) => {
    if (Math.abs(value - (b?.[at] ?? 0)) > SHADE) pixels.add(Math.floor(at / 3));
  });
  return pixels.size;
}
