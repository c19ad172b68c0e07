import { readFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";

const PACKAGES = ["next", "sharp", "miniflare"];

/** The machine, the versions and the date of a measurement, in one line. */
export function describeMachine(): string {
  const { model = "unknown processor" } = cpus()[0] ?? {};
  return [
    new Date().toISOString().slice(0, 10),
    `${availableParallelism()} × ${model.trim()}`,
    `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    `Node.js ${process.versions.node}`,
    ...PACKAGES.map((name) => `${name} ${readVersion(name)}`),
    `load average ${describeLoad()}`,
  ].join(", ");
}

export function describeLoad(): string {
  return loadavg()
    .map((load) => load.toFixed(1))
    .join(" ");
}

function readVersion(name: string): string {
  const text = readFileSync(`node_modules/${name}/package.json`, "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
