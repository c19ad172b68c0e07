// npm run lighthouse: what Lighthouse says of the production build's pages, and whether it is enough.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { buildApp, requireBuild } from "../../scripts/demo/build.ts";
import { freePort } from "../../scripts/store/free-port.ts";
import { WHOLE } from "#lib/model/part.ts";
import { feedAddress } from "#lib/model/routes.ts";
import { load, machine } from "../ingest/report.ts";
import { launchChromium } from "../wall/browser/chromium.ts";
import { audit } from "./audit.ts";
import { startLiveWall, STREAM } from "./live-wall.ts";
import { readOptions, USAGE, type Options } from "./options.ts";
import { DEVICES, faultsOf, middleOf, tableOf, type Audit, type Device, type Row } from "./report.ts";

const PAGES = {
  wall: "/",
  stream: feedAddress(STREAM, WHOLE, null),
  kiosk: "/wall",
} as const;

async function run(options: Options): Promise<number> {
  if (options.build) await buildApp(new AbortController().signal);
  else requireBuild();
  mkdirSync(options.out, { recursive: true });
  const wall = await startLiveWall(options.feeds);
  try {
    const rows: Row[] = [];
    for (const [page, address] of Object.entries(PAGES)) {
      for (const device of DEVICES) {
        const file = path.join(options.out, `${page}-${device}`);
        const audits = await auditTimes(options.rounds, wall.url + address, device, file);
        rows.push({ page, device, ...middleOf(audits) });
      }
    }
    const versions = Object.entries(machine()).map(([name, value]) => `${name} ${value}`);
    console.log(`${versions.join(", ")}; load average ${load()}; ${options.feeds} feeds\n`);
    console.log([...tableOf(rows), "", `Lighthouse's own reports are in ${options.out}`].join("\n"));
    const faults = faultsOf(rows);
    for (const fault of faults) console.log(fault);
    return faults.length > 0 ? 1 : 0;
  } finally {
    await wall.stop();
  }
}

/** In a new browser each time: what one audit leaves behind is not for the next. */
async function auditTimes(rounds: number, url: string, device: Device, file: string): Promise<Audit[]> {
  const audits: Audit[] = [];
  for (let round = 1; round <= rounds; round++) {
    const port = await freePort();
    const browser = await launchChromium([`--remote-debugging-port=${port}`]);
    try {
      audits.push(await audit(url, device, port, `${file}-${round}`));
    } finally {
      await browser.close();
    }
    console.error(`${file}: ${JSON.stringify(audits.at(-1)?.scores)}`);
  }
  return audits;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
process.chdir(path.join(import.meta.dirname, "../.."));
try {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") console.log(USAGE);
  else process.exitCode = await run(options);
} catch (error) {
  console.error(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n\n${USAGE}`);
  process.exitCode = 1;
}
