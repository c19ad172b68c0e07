import { readFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import type { Round } from "./measure.ts";
import type { Options } from "./options.ts";
import type { Work } from "./work.ts";

export type Result = {
  readonly name: string;
  readonly what: string;
  readonly median: Round;
  readonly rounds: readonly Round[];
};

const PACKAGES = ["next", "@aws-sdk/client-s3", "sharp", "miniflare"];
const SECONDS_BETWEEN_FRAMES = 30;
const MS_PER_SECOND = 1_000;
const BYTES_PER_MB = 1e6;

/** @param more packages to tell the versions of, by name and folder */
export function machine(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    processor: `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? "unknown"}`,
    memory: `${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
    node: process.version,
    ...Object.fromEntries(PACKAGES.map((name) => [name, versionOf(`node_modules/${name}`)])),
    ...Object.fromEntries(Object.entries(more).map(([name, folder]) => [name, versionOf(folder)])),
  };
}

export function load(): string {
  return loadavg()
    .map((load) => load.toFixed(1))
    .join(" ");
}

/** @returns lines of Markdown */
export function table(results: readonly Result[]): string[] {
  const head = [
    "receiver",
    "hooks/s",
    "p50 ms",
    "p99 ms",
    "p50 ms loaded",
    "p99 ms loaded",
    "CPU ms/hook",
    "feeds/core",
    "RSS MB",
  ];
  const rows = results.map(({ what, median: m }) => [
    what,
    m.hooksPerSecond.toFixed(0),
    m.p50.toFixed(1),
    m.p99.toFixed(1),
    m.loadedP50.toFixed(1),
    m.loadedP99.toFixed(1),
    m.cpuMsPerHook.toFixed(1),
    feedsPerCore(m).toFixed(0),
    (m.rssBytes / BYTES_PER_MB).toFixed(0),
  ]);
  return [head, head.map((_, column) => (column === 0 ? "---" : "---:")), ...rows].map(
    (cells) => `| ${cells.join(" | ")} |`,
  );
}

/** How many feeds, with a frame every 30 s, keep one core busy. */
function feedsPerCore({ cpuMsPerHook }: Round): number {
  return (SECONDS_BETWEEN_FRAMES * MS_PER_SECOND) / cpuMsPerHook;
}

/** Receivers compared with one another, in this run. */
export function ratios(results: readonly Result[]): string[] {
  const of = (name: string) => results.find((result) => result.name === name)?.median;
  const pairs = [
    ["alone-unindexed", "vendor"],
    ["alone-originals", "two-puts"],
    ["alone", "vendor"],
    ["unindexed", "vendor"],
    ["originals", "two-puts"],
    ["livewall", "vendor"],
    ["alone-unindexed", "floor"],
    ["vendor", "floor"],
  ] as const;
  return pairs.flatMap(([name, other]) => {
    const [a, b] = [of(name), of(other)];
    if (a === undefined || b === undefined) return [];
    const times = (x: number, y: number) => (x / y).toFixed(2);
    return [
      `${name} / ${other}: hooks per second ${times(a.hooksPerSecond, b.hooksPerSecond)}, ` +
        `p50 ${times(a.p50, b.p50)}, CPU per hook ${times(a.cpuMsPerHook, b.cpuMsPerHook)}`,
    ];
  });
}

export function describeWork({ pictures, meanBytes, feeds }: Work, options: Options): string {
  const source = options.images === null ? "drawn, 1920 × 1080" : `from ${options.images}`;
  return (
    `${pictures} JPEGs (${source}, ${(meanBytes / MS_PER_SECOND).toFixed(0)} KB in the mean) of ${feeds} feeds; ` +
    `${options.rounds} rounds, in each ${options.single} hooks one at a time and ${options.hooks} hooks ${options.atOnce} at a time`
  );
}

function versionOf(directory: string): string {
  return (JSON.parse(readFileSync(`${directory}/package.json`, "utf8")) as { version: string }).version;
}
