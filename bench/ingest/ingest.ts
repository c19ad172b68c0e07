// npm run bench:ingest: the cost of a hook, compared with the vendor's own handler and with bare programs.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { createSecret } from "../../scripts/app/app.ts";
import { buildApp } from "../../scripts/app/build.ts";
import { markdownTable } from "../../scripts/docs/table.ts";
import { LocalStore } from "../../scripts/local-store/local-store.ts";
import { describeLoad, describeMachine } from "../../scripts/shared/machine.ts";
import { flag, integer, names, runScript, text, type Values } from "../../scripts/shared/options.ts";
import { quantile } from "../../scripts/shared/quantile.ts";
import { startContender } from "../shared/contender.ts";
import { createDataFolder } from "../shared/directory.ts";
import { encodePreviews, loadPictures } from "../shared/pictures.ts";
import { createReceivers, NAMES, type Receiver, toHandler } from "./contenders.ts";
import { createHooks, FEEDS, post } from "./hooks.ts";

const OPTIONS = {
  rounds: integer("the number of rounds; the medians count", 3),
  single: integer("hooks of a round one at a time, for the latency", 100),
  hooks: integer("hooks of a round many at a time, for the rate", 400),
  "at-once": integer("how many at a time", 16),
  images: text("DIR", "JPEGs of a folder instead of drawn pictures of 1080p", null),
  only: names("some of the receivers", NAMES),
  profile: text("DIR", "leaves a CPU profile of each receiver", null),
  build: flag("measures the production build that is there", true),
};
type Options = Values<typeof OPTIONS>;

/** The figures of one receiver in one round. */
type Round = { readonly p50: number; readonly hooksPerSecond: number; readonly cpuMs: number };

const VENDOR_SDK = "bench/ingest/vendor-sdk";
const PICTURES = 12;
/** Every feed is known and all code is compiled before the measurement. */
const WARM_UP_TURNS = 10;
const FRAME_INTERVAL_MS = 30_000;
/** Pairs whose rates are compared within each round. */
const PAIRS = [
  ["alone-unindexed", "vendor"],
  ["alone-originals", "two-puts"],
] as const;

await runScript("bench:ingest", OPTIONS, async (options) => {
  if (!existsSync(`${VENDOR_SDK}/node_modules`)) {
    execFileSync("npm", ["ci", "--ignore-scripts", "--prefix", VENDOR_SDK], { stdio: "inherit" });
  }
  if (options.build) await buildApp();
  const pictures = await loadPictures(PICTURES, options.images);
  const folder = createDataFolder("ingest");
  const { secret, signingSecret } = createSecret();
  const store = await LocalStore.start({ directory: path.join(folder, "store") });
  const nothing = { name: "null-store", program: toHandler("null-store"), env: {} };
  const nullStore = await startContender(nothing, folder);
  try {
    const receivers = createReceivers(store.env, secret, nullStore.url).filter(({ name }) =>
      options.only.some((chosen) => chosen === name),
    );
    let round = 0;
    const nextHooks = () => createHooks(signingSecret, pictures, `BENCH${++round}`);
    const rounds = await compare(receivers, options, folder, nextHooks);
    const previewMs = await measurePreview(pictures);
    const bytes = (Buffer.concat(pictures).length / PICTURES / 1000).toFixed(0);
    console.log(`${describeMachine()}; ${options.rounds} rounds, medians; pictures of ${bytes} KB\n`);
    console.log(createTable(receivers, rounds));
    console.log(`\nA preview alone takes ${previewMs.toFixed(1)} ms of CPU.`);
    for (const line of compareRates(rounds)) console.log(line);
  } finally {
    await nullStore.stop();
    await store.stop();
  }
  return 0;
});

/** The receivers take turns, so that other work on the machine affects them all alike. */
async function compare(
  receivers: readonly Receiver[],
  options: Options,
  folder: string,
  nextHooks: () => ReturnType<typeof createHooks>,
): Promise<Map<string, Round[]>> {
  const rounds = new Map<string, Round[]>();
  for (let turn = 1; turn <= options.rounds; turn++) {
    for (const receiver of receivers) {
      const running = await startContender(receiver, folder, options.profile);
      try {
        const url = running.url + receiver.path;
        const next = nextHooks();
        const { hooks, "at-once": concurrency } = options;
        await post(url, next, FEEDS * WARM_UP_TURNS, concurrency);
        const { latencies } = await post(url, next, options.single, 1);
        const before = await running.usage();
        const { seconds } = await post(url, next, hooks, concurrency);
        const after = await running.usage();
        const cpuMs = (after.cpuMs - before.cpuMs) / hooks;
        const round = { p50: quantile(latencies, 0.5), hooksPerSecond: hooks / seconds, cpuMs };
        rounds.set(receiver.name, [...(rounds.get(receiver.name) ?? []), round]);
        console.error(`round ${turn}, ${receiver.name}: ${JSON.stringify(round)} (load ${describeLoad()})`);
      } finally {
        await running.stop();
      }
    }
  }
  return rounds;
}

async function measurePreview(pictures: readonly Buffer[]): Promise<number> {
  await encodePreviews(pictures);
  const before = process.cpuUsage();
  await encodePreviews(pictures);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / pictures.length;
}

function createTable(receivers: readonly Receiver[], rounds: ReadonlyMap<string, Round[]>): string {
  const heads = [
    "receiver",
    "hooks/s, loaded",
    "p50 one at a time, ms",
    "CPU per hook, ms",
    "feeds per core",
  ];
  const rows = receivers.map(({ name, title }) => {
    const median = (figure: keyof Round) =>
      quantile(
        (rounds.get(name) ?? []).map((round) => round[figure]),
        0.5,
      );
    const cpuMs = median("cpuMs");
    return [
      title,
      median("hooksPerSecond").toFixed(0),
      median("p50").toFixed(1),
      cpuMs.toFixed(1),
      Math.round(FRAME_INTERVAL_MS / cpuMs).toLocaleString("en"),
    ];
  });
  return markdownTable(heads, rows);
}

/** The ratios of the rates within one round: the lowest, the median and the highest. */
function compareRates(rounds: ReadonlyMap<string, Round[]>): string[] {
  return PAIRS.flatMap(([name, other]) => {
    const others = rounds.get(other);
    const ratios = rounds.get(name)?.flatMap(({ hooksPerSecond }, n) => {
      const rate = others?.[n]?.hooksPerSecond;
      return rate === undefined ? [] : [hooksPerSecond / rate];
    });
    if (ratios === undefined || ratios.length === 0) return [];
    const [low, median, high] = [0, 0.5, 1].map((share) => quantile(ratios, share).toFixed(2));
    return [`${name} has ${low} to ${high} of the rate of ${other} (median ${median}).`];
  });
}
