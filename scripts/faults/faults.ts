// npm run faults: every fault between a receiver and its store, and the frames that were acknowledged and lost.
import { createViewerScenarios } from "./crowds.ts";
import { flag, integer, runScript, seconds, text } from "../shared/options.ts";
import { createFaultScenarios } from "./scenarios.ts";
import { runScenarios } from "./trial.ts";
import { createUpgradeScenarios } from "./upgrades.ts";

const OPTIONS = {
  seconds: seconds("how long each fault lasts", 8),
  outage: seconds("how long the store is away in the row about that", 30),
  rate: integer("hooks a second", 20),
  only: text("TEXT", "faults that have this in their name", null),
  alone: flag("the receiver without the rest of the app, which needs no build"),
};

await runScript("faults", OPTIONS, async ({ seconds, outage, rate, only, alone }) => {
  const durations = { faultMs: seconds * 1000, outageMs: outage * 1000, hooksPerSecond: rate };
  const program = alone ? "receiver" : "app";
  const scenarios = [
    ...createFaultScenarios(durations),
    ...createUpgradeScenarios(),
    ...(alone ? [] : createViewerScenarios(durations.faultMs)),
  ];
  const lost = await runScenarios(scenarios, {
    heading: "fault between receiver and store",
    setting: `${rate} hooks a second; each fault lasts ${seconds} s where its name does not say otherwise.`,
    only,
    program,
  });
  const lostFrames = lost === 0 ? "Nothing that was acknowledged is" : `${lost} acknowledged frames are`;
  console.log(`${lostFrames} lost.`);
  return lost === 0 ? 0 : 1;
});
