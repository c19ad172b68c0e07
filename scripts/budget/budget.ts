// npm run budget: weighs the browser's JavaScript of the production build. It fails above the budget.
import { requireBuild } from "../app/build.ts";
import { startApp } from "../app/app.ts";
import { requireDelivery } from "../provider-sim/deliver.ts";
import { thumbnailHook } from "../provider-sim/hook.ts";
import { drawnCamera } from "../provider-sim/picture.ts";
import { weighEmptyPage } from "./empty-app.ts";
import { runScript } from "../shared/options.ts";
import { until } from "../shared/until.ts";
import { describeWeights, findFaults, type PageWeight, weigh } from "./weight.ts";

const DEADLINE_MS = 20_000;
const PAGES = ["/", "/wall", "/feed?stream=ZG6NWV%2Fcamera"];

async function budget(): Promise<number> {
  requireBuild();
  const empty = await weighEmptyPage();
  const pages = await weighPages(empty.gzip);
  const faults = findFaults(pages);
  for (const line of [...describeWeights(empty, pages), ...faults]) console.log(line);
  return faults.length > 0 ? 1 : 0;
}

async function weighPages(emptyGzip: number): Promise<PageWeight[]> {
  const app = await startApp();
  try {
    // A page that has nothing to show may load less.
    const identity = { account: "ZG6NWV", name: "camera", source: null, feed: "one" };
    const time = Date.now();
    const jpeg = await drawnCamera("camera", 0)(time);
    await requireDelivery(app.hookUrl, thumbnailHook(app.signingSecret, identity, jpeg, time));
    const read = async (address: string) => {
      const response = await fetch(new URL(address, app.url));
      if (!response.ok) throw new Error(`${address} was answered with ${response.status}`);
      return Buffer.from(await response.arrayBuffer());
    };
    // A state of the wall is up to two seconds old.
    await until("the frame on the wall", DEADLINE_MS, async () => (await read("/")).includes("data-tile"));
    const weights: PageWeight[] = [];
    for (const page of PAGES) {
      const weight = await weigh((await read(page)).toString(), read);
      weights.push({ page, ...weight, own: weight.gzip - emptyGzip });
    }
    return weights;
  } finally {
    await app.end();
  }
}

await runScript("budget", {}, budget);
