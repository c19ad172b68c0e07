// npm run budget: weighs the scripts that a browser loads from the production build. It fails above the budget.
import { requireBuild } from "../app/build.ts";
import { startApp } from "../app/app.ts";
import { requireDelivery } from "../provider-sim/deliver.ts";
import { thumbnailHook } from "../provider-sim/hook.ts";
import { drawnCamera } from "../provider-sim/picture.ts";
import { weighEmptyPage } from "./empty-app.ts";
import { startLoading } from "./loaded.ts";
import { PAGES, PARTS } from "./pages.ts";
import { runScript } from "../shared/options.ts";
import { until } from "../shared/until.ts";
import {
  describeWeights,
  findFaults,
  type ScriptBytes,
  toPageWeight,
  toPartWeight,
  type Weight,
} from "./weight.ts";

const DEADLINE_MS = 20_000;

async function budget(): Promise<number> {
  requireBuild();
  const empty = await weighEmptyPage();
  const weights = await weighApp(empty);
  const faults = findFaults(weights);
  for (const line of [...describeWeights(empty, weights), ...faults]) console.log(line);
  return faults.length > 0 ? 1 : 0;
}

async function weighApp(empty: ScriptBytes): Promise<Weight[]> {
  const app = await startApp();
  try {
    // A page that has nothing to show may load less.
    const identity = { account: "ZG6NWV", name: "camera", source: null, feed: "one" };
    const time = Date.now();
    const jpeg = await drawnCamera("camera", 0)(time);
    await requireDelivery(app.hookUrl, thumbnailHook(app.signingSecret, identity, jpeg, time));
    // A state of the wall is up to two seconds old.
    await until("the frame on the wall", DEADLINE_MS, async () =>
      (await (await fetch(app.url)).text()).includes("data-tile"),
    );
    const loaded = await startLoading(app.url);
    try {
      const weights: Weight[] = [];
      for (const address of PAGES) weights.push(toPageWeight(address, await loaded.page(address), empty));
      for (const part of PARTS) weights.push(toPartWeight(part.name, await loaded.part(part)));
      return weights;
    } finally {
      await loaded.end();
    }
  } finally {
    await app.end();
  }
}

await runScript("budget", {}, budget);
