// npm run load: crowds and attackers, more at once than a receiver has room for.
import { flag, integer, runScript, seconds, text } from "../shared/options.ts";
import { createCrowdScenarios } from "./crowds.ts";
import { runScenarios } from "./trial.ts";

const OPTIONS = {
  seconds: seconds("how long each attack lasts", 15),
  soak: integer("frames of the last row; 8 hours of 20 feeds are 19,200", 19_200),
  only: text("TEXT", "crowds that have this in their name", null),
  alone: flag("the receiver without the rest of the app, npm run receive"),
};

await runScript("load", OPTIONS, async ({ seconds, soak, only, alone }) => {
  const lost = await runScenarios(createCrowdScenarios(seconds * 1000, soak), {
    heading: "load",
    setting: alone ? "The receiver alone, npm run receive." : "",
    only,
    program: alone ? "receiver" : "app",
  });
  return lost === 0 ? 0 : 1;
});
