// npm run bench:wall: what it costs to show a wall, beside the gallery of an afternoon and the least there can be.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { buildApp } from "../../scripts/demo/build.ts";
import { startContender } from "../ingest/contender.ts";
import { load, machine } from "../ingest/report.ts";
import { measureBrowser } from "./browser/browser.ts";
import { measureCell, type Measured } from "./cell.ts";
import { growthChart } from "./chart.ts";
import { measureColdStarts } from "./cold-start.ts";
import { galleries } from "./galleries.ts";
import { loadsOf, readOptions, USAGE, type Options } from "./options.ts";
import { preparePictures } from "./pictures.ts";
import { report } from "./report.ts";
import { startBenchStore, type BenchStore } from "./store/store.ts";
import type { Sizes } from "./viewers/viewer.ts";

/** Each gallery under each load, each time in a new process: what it remembers of another world is none of this one's. */
async function measureLoads(
  options: Options,
  store: BenchStore,
  sizes: Sizes,
  log: string,
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const contender of galleries(store.env)) {
    for (const cell of loadsOf(options)) {
      await store.tell({ kind: "world", feeds: cell.feeds, history: cell.history, live: true });
      const running = await startContender(contender, `${log}/${contender.name}.log`, options.profile);
      try {
        const viewer = () => contender.viewer(running.url, sizes);
        const parts = { store, gallery: running, name: contender.name, viewer, seconds: options.seconds };
        const result = await measureCell(cell, parts);
        measured.push(result);
        console.error(
          `${contender.name}, ${JSON.stringify(cell)}: ${result.opened ? `${result.lists.toFixed(0)} LISTs and ${result.cpuMs.toFixed(0)} ms of CPU a minute` : "did not open"} (load ${load()})`,
        );
      } finally {
        await running.stop();
      }
    }
  }
  const place = ({ load: { feeds, viewers, history } }: Measured) =>
    loadsOf(options).findIndex(
      (cell) => cell.feeds === feeds && cell.viewers === viewers && cell.history === history,
    );
  return measured.toSorted((a, b) => place(a) - place(b));
}

async function bench(options: Options): Promise<void> {
  if (options.build) await buildApp(new AbortController().signal);
  mkdirSync(".data/bench", { recursive: true });
  const directory = path.resolve(mkdtempSync(".data/bench/wall-"));
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  const sizes = await preparePictures(directory, options.images);
  const store = await startBenchStore(directory);
  const before = load();
  const has = (part: Options["parts"][number]) => options.parts.includes(part);
  try {
    const loads = has("loads") ? await measureLoads(options, store, sizes, directory) : [];
    const coldStarts = has("cold") ? await measureColdStarts(store, directory) : [];
    const shown = await measureBrowser(store, directory, {
      screen: has("screen"),
      page: has("page"),
      full: options.full,
    });
    const results = { loads, coldStarts, ...shown };
    const about = { machine: machine(), pictures: sizes, load: { before, after: load() } };
    writeFileSync(`${options.out}.json`, `${JSON.stringify({ ...about, options, ...results }, null, 2)}\n`);
    if (loads.length > 0) writeFileSync(`${options.out}.svg`, growthChart(loads));
    const mean = (bytes: readonly number[]) =>
      (bytes.reduce((a, b) => a + b, 0) / bytes.length / 1000).toFixed(1);
    const versions = Object.entries(about.machine).map(([name, value]) => `${name} ${value}`);
    console.log(versions.join(", "));
    console.log(
      `frames of ${mean(sizes.frames)} KB (${options.images ?? "drawn, 1920 × 1080"}), previews of ${mean(sizes.previews)} KB; ` +
        `one frame a feed in 30 s; ${options.seconds} s for each gallery and load${options.full ? "" : "; not all loads (--full)"}`,
    );
    console.log(`load average before ${before}, after ${about.load.after}\n`);
    console.log(
      [
        ...report(results),
        `Written to ${options.out}.json`,
        ...(loads.length > 0 ? [`Drawn in ${options.out}.svg`] : []),
      ].join("\n"),
    );
  } finally {
    store.stop();
  }
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
process.chdir(path.join(import.meta.dirname, "../.."));
try {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") console.log(USAGE);
  else await bench(options);
} catch (error) {
  console.error(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n\n${USAGE}`);
  process.exitCode = 1;
}
