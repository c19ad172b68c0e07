// npm run bench:ingest: what it costs to take a hook, beside the vendor's own handler and the least there can be.
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseSecret } from "#lib/provider/signature.ts";
import { buildApp } from "../../scripts/demo/build.ts";
import { freePort } from "../../scripts/store/free-port.ts";
import { startLocalStore } from "../../scripts/store/local.ts";
import { type Contender, startContender } from "./contender.ts";
import { contenders } from "./contenders.ts";
import { measure, medianOf, quantile, type Round } from "./measure.ts";
import { startNullStore } from "./null-store.ts";
import { type Options, readOptions, USAGE } from "./options.ts";
import { describeWork, load, machine, ratios, type Result, table } from "./report.ts";
import { prepareWork, type Work } from "./work.ts";

const SECRET = randomBytes(24).toString("base64");
const VENDOR_SDK = "bench/ingest/vendor-sdk";

/** The receivers take turns, so that whatever else this machine does meets them all alike. */
async function compare(
  all: readonly Contender[],
  work: Work,
  options: Options,
  directory: string,
): Promise<{ results: Result[]; previewCpuMs: number }> {
  const previews: number[] = [];
  const rounds = new Map<string, Round[]>(all.map(({ name }) => [name, []]));
  for (let turn = 1; turn <= options.rounds; turn++) {
    previews.push(await work.previewCpuMs());
    for (const contender of all) {
      const running = await startContender(
        contender,
        path.join(directory, `${contender.name}.log`),
        options.profile,
      );
      try {
        const round = await measure(running, work, options);
        rounds.get(contender.name)?.push(round);
        console.error(
          `round ${turn}, ${contender.name}: ${round.hooksPerSecond.toFixed(0)} hooks/s, p50 ${round.p50.toFixed(1)} ms, ` +
            `CPU ${round.cpuMsPerHook.toFixed(1)} ms/hook (load ${load()})`,
        );
      } finally {
        await running.stop();
      }
    }
  }
  const results = all.map(({ name, what }) => {
    const measured = rounds.get(name) ?? [];
    return { name, what, median: medianOf(measured), rounds: measured };
  });
  return { results, previewCpuMs: quantile(previews, 0.5) };
}

async function bench(options: Options): Promise<void> {
  if (!existsSync(`${VENDOR_SDK}/node_modules`)) {
    execFileSync("npm", ["ci", "--ignore-scripts", "--prefix", VENDOR_SDK], { stdio: "inherit" });
  }
  if (options.build) await buildApp(new AbortController().signal);
  const secret = parseSecret(SECRET);
  if (secret === null) throw new Error("The secret of the benchmark is none.");
  const work = await prepareWork(secret, options.images);
  mkdirSync(".data/bench", { recursive: true });
  const directory = mkdtempSync(".data/bench/ingest-");
  // The frames of a run are a few hundred megabytes: they go however it ends.
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  const store = await startLocalStore({ directory: path.join(directory, "store"), port: 0 });
  const nullStore = await startNullStore(await freePort());
  const before = load();
  try {
    const chosen = contenders(store.env, SECRET, nullStore.url).filter(
      ({ name }) => options.only?.includes(name) ?? true,
    );
    const { results, previewCpuMs } = await compare(chosen, work, options, directory);
    const about = {
      machine: machine({ "aws-sdk": `${VENDOR_SDK}/node_modules/aws-sdk` }),
      work: describeWork(work, options),
      load: { before, after: load() },
    };
    writeFileSync(options.json, `${JSON.stringify({ ...about, options, previewCpuMs, results }, null, 2)}\n`);
    console.log(
      Object.entries(about.machine)
        .map(([name, value]) => `${name} ${value}`)
        .join(", "),
    );
    console.log(`${about.work}\nload average before ${before}, after ${about.load.after}\n`);
    const preview = `Scaling down a picture and encoding its preview takes ${previewCpuMs.toFixed(1)} ms of CPU by itself.`;
    console.log(
      [...table(results), "", preview, ...ratios(results), "", `Written to ${options.json}`].join("\n"),
    );
  } finally {
    nullStore.stop();
    await store.stop();
  }
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
process.chdir(path.join(import.meta.dirname, "../.."));
try {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") console.log(USAGE);
  else await bench(options);
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 1;
}
