import { Command } from "commander";
import { expect, test } from "vitest";
import { flag, integer, names, parseOptions, seconds, text } from "../../../scripts/shared/options.ts";

const OPTIONS = {
  "store-port": integer("a port", 3000, { max: 65_535 }),
  wait: seconds("a pause", null, { min: 0.1 }),
  file: text("FILE", "a file", null),
  fresh: flag("afresh"),
  build: flag("no build", true),
  only: names("some of", ["a", "b"]),
};
const DEFAULTS = { "store-port": 3000, wait: null, file: null, fresh: false, build: true, only: ["a", "b"] };

test.each([
  ["", DEFAULTS],
  [
    "--store-port 80 --wait 0.5 --file=x --fresh --no-build --only b",
    { "store-port": 80, wait: 0.5, file: "x", fresh: true, build: false, only: ["b"] },
  ],
])("parses the options %j", (line, values) => {
  expect(parseOptions(OPTIONS, line.split(" ").filter(Boolean))).toEqual(values);
});

test.each([
  ["--store-port 70000", "It must be a whole number from 1 to 65535."],
  ["--wait soon", "It must be a number of at least 0.1."],
  ["--only c", "There is no c."],
  ["--prot 3", "unknown option"],
])("rejects %s", (line, message) => {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  expect(() => parseOptions(OPTIONS, line.split(" "), program)).toThrow(message);
});
