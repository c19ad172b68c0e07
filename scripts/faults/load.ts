// npm run load: crowds and attackers, more at once than a receiver has room for.
// npm run load -- strangers: what each kind of stranger can cost.
import { flag, integer, runScript, seconds, text } from "../shared/options.ts";
import { createCrowdScenarios } from "./crowds.ts";
import { runStrangers } from "./strangers/strangers.ts";
import { runScenarios } from "./trial.ts";

const STRANGERS = "strangers";
const COMMON = {
  seconds: seconds("how long each attack lasts", 15),
  only: text("TEXT", "rows that have this in their name", null),
};
const OPTIONS = {
  ...COMMON,
  soak: integer("frames of the last row; 8 hours of 20 feeds are 19,200", 19_200),
  alone: flag("the receiver without the rest of the app, npm start -- --no-wall"),
};

if (process.argv[2] === STRANGERS) {
  process.argv.splice(2, 1);
  await runScript(`load -- ${STRANGERS}`, COMMON, async ({ seconds, only }) =>
    (await runStrangers(seconds, only)) === 0 ? 0 : 1,
  );
} else {
  await runScript("load", OPTIONS, async ({ seconds, soak, only, alone }) => {
    const lost = await runScenarios(createCrowdScenarios(seconds * 1000, soak, !alone), {
      heading: "load",
      setting: alone ? "The receiver alone, npm start -- --no-wall." : "",
      only,
      program: alone ? "receiver" : "app",
    });
    return lost === 0 ? 0 : 1;
  });
}
