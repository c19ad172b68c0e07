// npm run lighthouse: Lighthouse's audit of the production build's pages, against a budget.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { ALL } from "#lib/model/selection.ts";
import { feedAddress } from "#lib/model/routes.ts";
import { buildApp, requireBuild } from "../../scripts/app/build.ts";
import { freePort } from "../../scripts/shared/free-port.ts";
import { describeMachine } from "../../scripts/shared/machine.ts";
import { flag, integer, runScript, text } from "../../scripts/shared/options.ts";
import { launchChromium } from "../shared/chromium.ts";
import { audit } from "./audit.ts";
import { startLiveWall, STREAM } from "./live-wall.ts";
import {
  type Audit,
  createTable,
  type Device,
  DEVICES,
  findFaults,
  selectMedian,
  type Row,
} from "./report.ts";

const OPTIONS = {
  feeds: integer("feeds on the wall", 50, { max: 9_999 }),
  rounds: integer("how often each page is audited; the median counts", 3),
  out: text("DIR", "the folder of Lighthouse's own reports", ".data/lighthouse"),
  build: flag("audits the production build that is there", true),
};
const PAGES = {
  wall: "/",
  stream: feedAddress(STREAM, ALL, null),
  kiosk: "/wall",
};

await runScript("lighthouse", OPTIONS, async ({ feeds, rounds, out, build }) => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  if (build) await buildApp();
  else requireBuild();
  mkdirSync(out, { recursive: true });
  const wall = await startLiveWall(feeds);
  try {
    const rows: Row[] = [];
    for (const [page, address] of Object.entries(PAGES)) {
      for (const device of DEVICES) {
        const file = path.join(out, `${page}-${device}`);
        const audits: Audit[] = [];
        for (let round = 1; round <= rounds; round++) {
          audits.push(await auditOnce(wall.url + address, device, `${file}-${round}`));
          console.error(`${file}: ${JSON.stringify(audits.at(-1)?.scores)}`);
        }
        rows.push({ page, device, ...selectMedian(audits) });
      }
    }
    console.log(`${describeMachine()}; ${feeds} feeds\n`);
    console.log([createTable(rows), "", `Lighthouse's own reports are in ${out}`].join("\n"));
    const faults = findFaults(rows);
    for (const fault of faults) console.log(fault);
    return faults.length > 0 ? 1 : 0;
  } finally {
    await wall.stop();
  }
});

/** Audits in a new browser, which has nothing of an earlier audit. */
async function auditOnce(url: string, device: Device, report: string): Promise<Audit> {
  const port = await freePort();
  const browser = await launchChromium([`--remote-debugging-port=${port}`]);
  try {
    return await audit(url, device, port, report);
  } finally {
    await browser.close();
  }
}
