// npm run bench:wall: the cost of showing a wall, compared with the gallery of an afternoon.
import { writeFileSync } from "node:fs";
import { buildApp } from "../../scripts/app/build.ts";
import { markdownTable } from "../../scripts/docs/table.ts";
import { describeLoad, describeMachine } from "../../scripts/shared/machine.ts";
import { flag, names, runScript, seconds, text, type Values } from "../../scripts/shared/options.ts";
import { launchChromium } from "../shared/chromium.ts";
import { startContender } from "../shared/contender.ts";
import { createDataFolder } from "../shared/directory.ts";
import { encodePreviews, loadPictures } from "../shared/pictures.ts";
import { measureLongTasks } from "./browser/long-tasks.ts";
import { measureScreens } from "./browser/screen.ts";
import { createGalleries } from "./galleries.ts";
import { HEADINGS, listLoads, measureLoad } from "./load.ts";
import { measureColdStarts, measureWarmLoads } from "./page-loads.ts";
import { PICTURES } from "./store/control.ts";
import { type BenchStore, startBenchStore } from "./store/store.ts";
import type { Sizes } from "./viewers/viewer.ts";

const PARTS = ["loads", "cold", "screen", "page", "tasks"] as const;
const OPTIONS = {
  full: flag(
    "all loads: 12 to 5,000 feeds × 1 to 100 viewers × 1 to 100,000 frames of history (about 30 min)",
  ),
  seconds: seconds("how long each gallery is watched under each load", 8),
  images: text("DIR", "JPEGs of a folder instead of drawn pictures of 1080p", null),
  only: names("some of", PARTS),
  profile: text("DIR", "leaves a CPU profile of each gallery", null),
  build: flag("measures the production build that is there", true),
};

await runScript("bench:wall", OPTIONS, async (options) => {
  if (options.build) await buildApp();
  const folder = createDataFolder("wall");
  const sizes = await preparePictures(folder, options.images);
  const store = await startBenchStore(folder);
  const { livewall } = createGalleries(store);
  const measurements: Record<(typeof PARTS)[number], () => Promise<string>> = {
    loads: () => measureLoads(options, store, sizes, folder),
    cold: () => measureColdStarts(store, folder, livewall),
    screen: () => inBrowser((browser) => measureScreens(browser, store, folder)),
    page: () => measureWarmLoads(store, folder, livewall),
    tasks: () => inBrowser((browser) => measureLongTasks(browser, store, folder, livewall)),
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

/** Each gallery under each load, each time in a new process: it remembers nothing of another world. */
async function measureLoads(
  options: Values<typeof OPTIONS>,
  store: BenchStore,
  sizes: Sizes,
  folder: string,
): Promise<string> {
  const rows: string[][] = [];
  for (const load of listLoads(options.full)) {
    const { feeds, history } = load;
    for (const gallery of Object.values(createGalleries(store))) {
      await store.tell({ kind: "world", feeds, history, live: true });
      const running = await startContender(gallery, folder, options.profile);
      try {
        const viewer = () => gallery.viewer(running.url, sizes);
        const named = { ...running, name: gallery.name };
        rows.push(await measureLoad(load, options.seconds, store, named, viewer));
        console.error(`${rows.at(-1)?.join(" | ") ?? ""} (load average ${describeLoad()})`);
      } finally {
        await running.stop();
      }
    }
  }
  return markdownTable(HEADINGS, rows);
}

/** Puts frames and their previews where the store finds them. */
async function preparePictures(folder: string, images: string | null): Promise<Sizes> {
  const frames = await loadPictures(PICTURES, images);
  const previews = await encodePreviews(frames);
  frames.forEach((frame, n) => writeFileSync(`${folder}/${n}.jpg`, frame));
  previews.forEach((preview, n) => writeFileSync(`${folder}/${n}.webp`, preview));
  return { frames: frames.map(({ length }) => length), previews: previews.map(({ length }) => length) };
}

async function inBrowser<T>(work: (browser: Awaited<ReturnType<typeof launchChromium>>) => Promise<T>) {
  const browser = await launchChromium();
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}
