import path from "node:path";
import { parseArgs } from "node:util";

export type DemoOptions = {
  readonly port: number;
  readonly storePort: number;
  readonly intervalMs: number;
  readonly dataDirectory: string;
  readonly storeDirectory: string;
  readonly logFile: string;
  /** Without what earlier demos stored. */
  readonly isFresh: boolean;
  readonly build: boolean;
  /** How long it runs once it is live; null for until Ctrl-C. */
  readonly exitAfterMs: number | null;
};

const USAGE = `Usage: npm run demo [-- options]

  --port N              where the wall is shown (3000)
  --store-port N        where its store listens (9000)
  --interval SECONDS    between two pictures of a feed (30)
  --data DIR            where the store and the log are kept (.data)
  --fresh               forgets what earlier demos stored
  --no-build            shows the build that is there
  --exit-after SECONDS  stops by itself, that long after it went live`;

/** Reads the command line. @returns the options, or all that is wrong with it and how it is meant */
export function readOptions(args: readonly string[]): DemoOptions | { readonly faults: string } {
  let values;
  try {
    ({ values } = parseArgs({ args: [...args], options: FLAGS, allowNegative: true }));
  } catch (error) {
    return { faults: `${error instanceof Error ? error.message : String(error)}\n\n${USAGE}` };
  }
  const port = Number(values.port);
  const storePort = Number(values["store-port"]);
  const intervalSeconds = Number(values.interval);
  const exitAfterSeconds = values["exit-after"] === undefined ? null : Number(values["exit-after"]);
  const faults = [
    isPort(port) ? null : "--port must be a number from 1 to 65535",
    isPort(storePort) ? null : "--store-port must be a number from 1 to 65535",
    port === storePort ? "--port and --store-port must differ" : null,
    isBetween(intervalSeconds, 1, 3600) ? null : "--interval must be from 1 to 3600 seconds",
    exitAfterSeconds === null || isBetween(exitAfterSeconds, 1, 86_400)
      ? null
      : "--exit-after must be from 1 to 86400 seconds",
  ].filter((fault) => fault !== null);
  if (faults.length > 0) return { faults: `${faults.join("\n")}\n\n${USAGE}` };
  return {
    port,
    storePort,
    intervalMs: intervalSeconds * 1000,
    dataDirectory: values.data,
    storeDirectory: path.join(values.data, "store"),
    logFile: path.join(values.data, "demo.log"),
    isFresh: values.fresh,
    build: values.build,
    exitAfterMs: exitAfterSeconds === null ? null : exitAfterSeconds * 1000,
  };
}

const FLAGS = {
  port: { type: "string", default: "3000" },
  "store-port": { type: "string", default: "9000" },
  interval: { type: "string", default: "30" },
  data: { type: "string", default: ".data" },
  fresh: { type: "boolean", default: false },
  build: { type: "boolean", default: true },
  "exit-after": { type: "string" },
} as const;

function isPort(n: number): boolean {
  return Number.isInteger(n) && isBetween(n, 1, 65_535);
}

function isBetween(n: number, least: number, most: number): boolean {
  return n >= least && n <= most;
}
