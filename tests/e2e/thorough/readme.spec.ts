import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { parseSecret } from "#lib/provider/signature.ts";
import { CAST } from "../../../scripts/demo/cast.ts";
import { publish } from "../../../scripts/provider-sim/publisher.ts";
import { startApp } from "../../../scripts/app/app.ts";
import { expect, test } from "../../support/test.ts";
import { WallPage } from "../../support/wall-page.ts";

const run = promisify(execFile);

test("a hook sent by hand, with the lines of docs/setup.md, becomes a tile", async ({
  page,
  app,
}, testInfo) => {
  const picture = testInfo.outputPath("picture.jpg");
  const [camera] = CAST.map((channel) => channel.camera);
  await writeFile(picture, (await camera?.(Date.now())) ?? "");
  const lines = (await shellBlockWith("openssl dgst"))
    .replace(/^URL=.*$/m, `URL=${app.url}/api/thumbnails`)
    .replace(/^SECRET=.*$/m, `SECRET='${app.secret}'`)
    .replace(/^FILE=.*$/m, `FILE='${picture}'`);
  await page.goto("/?q=by-hand");
  const { stdout } = await run("sh", ["-euc", lines]);
  expect(stdout).toBe("OK\n");
  await expect(new WallPage(page).tile("by-hand")).toContainText("Live");
});

// With README_SCREENSHOT=docs/wall.jpg, this makes the README's picture anew.
test("the wall of the demo shows twelve live tiles of ten streams", async ({ page }, testInfo) => {
  test.slow();
  const app = await startApp();
  const stopping = new AbortController();
  const refused: boolean[] = [];
  try {
    const secret = parseSecret(app.secret);
    if (secret === null) throw new Error("the app under test has no proper secret");
    const publishing = {
      url: `${app.url}/api/thumbnails`,
      secret,
      intervalMs: 30_000,
      count: Infinity,
      events: true,
      signal: stopping.signal,
      onDelivery: ({ ok }: { ok: boolean }) => refused.push(!ok),
    };
    const published = Promise.all(CAST.map((channel) => publish(channel, publishing)));
    await page.setViewportSize({ width: 1280, height: 860 });
    await page.goto(app.url);
    await expect(page.getByRole("banner")).toContainText("12 live", { timeout: 40_000 });
    await page.waitForLoadState("load");
    await expect.poll(() => page.locator("img").evaluateAll(areLoaded)).toBe(true);
    const path = process.env.README_SCREENSHOT ?? testInfo.outputPath("wall.jpg");
    await page.screenshot({ path, type: "jpeg", quality: 85 });
    stopping.abort();
    await published;
    expect(refused).not.toContain(true);
  } finally {
    stopping.abort();
    // It would ask an app that is no more.
    await page.close();
    await app.end();
  }
});

function areLoaded(images: (SVGElement | HTMLElement)[]): boolean {
  return images.every((image) => image instanceof HTMLImageElement && image.naturalWidth > 0);
}

async function shellBlockWith(text: string): Promise<string> {
  const document = await readFile("docs/setup.md", "utf8");
  const blocks = [...document.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block ?? "");
  const block = blocks.find((candidate) => candidate.includes(text));
  if (block === undefined) throw new Error(`docs/setup.md has no lines with ${text}`);
  return block;
}
