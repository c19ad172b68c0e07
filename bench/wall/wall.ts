// npm run bench:wall: the cost of showing a wall, compared with the gallery of an afternoon.
import { writeFileSync } from "node:fs";
import type { Browser } from "playwright";
import { buildApp } from "../../scripts/app/build.ts";
import { describeMachine } from "../../scripts/shared/machine.ts";
import { flag, names, runScript, seconds, text } from "../../scripts/shared/options.ts";
import { launchChromium } from "../shared/chromium.ts";
import { createDataFolder } from "../shared/directory.ts";
import { encodePreviews, loadPictures } from "../shared/pictures.ts";
import { measureLongTasks } from "./browser/long-tasks.ts";
import { measureScreens } from "./browser/screen.ts";
import { measureLoads } from "./load.ts";
import { measureColdStarts, measureWarmLoads } from "./page-loads.ts";
import { measureRates } from "./rates.ts";
import { PICTURES } from "./store/frames.ts";
import { startBenchStore } from "./store/store.ts";
import type { Sizes } from "./viewers/viewer.ts";

const PARTS = ["loads", "cold", "screen", "page", "rates", "tasks"] as const;
const OPTIONS = {
  seconds: seconds("how long each gallery is watched under each load", 8),
  images: text("DIR", "JPEGs of a folder instead of drawn pictures of 1080p", null),
  only: names("some of", PARTS),
  build: flag("measures the production build that is there", true),
};

await runScript("bench:wall", OPTIONS, async (options) => {
  if (options.build) await buildApp();
  const folder = createDataFolder("wall");
  const sizes = await preparePictures(folder, options.images);
  const store = await startBenchStore(folder);
  const measurements: Record<(typeof PARTS)[number], () => Promise<string>> = {
    loads: () => measureLoads(store, folder, sizes, options.seconds),
    cold: () => measureColdStarts(store, folder),
    screen: () => inBrowser((browser) => measureScreens(browser, store, folder)),
    page: () => measureWarmLoads(store, folder),
    rates: () => measureRates(store, folder, options.seconds),
    tasks: () => inBrowser((browser) => measureLongTasks(browser, store, folder)),
  };
  try {
    const tables: string[] = [];
    for (const part of options.only) tables.push(await measurements[part]());
    const meanKb = (bytes: readonly number[]) =>
      (bytes.reduce((a, b) => a + b, 0) / bytes.length / 1000).toFixed(1);
    console.log(
      `${describeMachine()}; frames of ${meanKb(sizes.frames)} KB (${options.images ?? "drawn, 1080p"}), ` +
        `previews of ${meanKb(sizes.previews)} KB; one frame a feed in 30 s; ` +
        `${options.seconds} s for each gallery and load.\n\n${tables.join("\n\n")}`,
    );
  } finally {
    store.stop();
  }
  return 0;
});

/** Puts frames and their previews where the store finds them. */
async function preparePictures(folder: string, images: string | null): Promise<Sizes> {
  const frames = await loadPictures(PICTURES, images);
  const previews = await encodePreviews(frames);
  frames.forEach((frame, n) => writeFileSync(`${folder}/${n}.jpg`, frame));
  previews.forEach((preview, n) => writeFileSync(`${folder}/${n}.webp`, preview));
  return { frames: frames.map(({ length }) => length), previews: previews.map(({ length }) => length) };
}

async function inBrowser<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await launchChromium();
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}
