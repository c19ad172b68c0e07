import { expect, test } from "vitest";
import type { Ask } from "../../../cli/ask.ts";
import { mayAsk, toSafe, type World } from "../../../cli/world.ts";

const HOSTILE = "\x1b[8m\u009b2J\u202egpj\u2028\ud800";
const SHOWN = "\\u{1b}[8m\\u{9b}2J\\u{202e}gpj\\u{2028}\\u{d800}";

function createScene(hasColours: boolean) {
  const printed: string[] = [];
  const print = (line: string) => void printed.push(line);
  const ask: Ask = {
    text: (question) => Promise.resolve(question),
    secret: (question) => Promise.resolve(question),
    confirm: (question) => Promise.resolve(question === SHOWN),
    choose: (question, choices) => {
      for (const text of [question, ...choices.map(({ label }) => label)]) print(text);
      return Promise.resolve([]);
    },
  };
  const world: World = { env: {}, directory: ".", print, printError: print, hasColours, ask };
  return { printed, world: toSafe(world) };
}

test.each([
  ["true", false],
  ["1", false],
  ["", true],
  ["false", true],
  [undefined, true],
])("with CI=%s, questions are %s", (CI, isAsked) => {
  expect(mayAsk({ CI }, true)).toBe(isAsked);
  expect(mayAsk({ CI }, false)).toBe(false);
});

test("prints text of any origin without what a terminal acts on", () => {
  const { printed, world } = createScene(true);
  world.print(`one ${HOSTILE}\ntwo`);
  world.printError(HOSTILE);
  expect(printed).toEqual([`one ${SHOWN}\ntwo`, SHOWN]);
});

test("prints the first word in colour, on a terminal with colours", () => {
  for (const hasColours of [true, false]) {
    const { printed, world } = createScene(hasColours);
    world.print(`FAIL  ${HOSTILE}`, "red");
    expect(printed).toEqual([hasColours ? `\x1b[31mFAIL\x1b[39m  ${SHOWN}` : `FAIL  ${SHOWN}`]);
  }
});

test("asks with such text", async () => {
  const { printed, world } = createScene(true);
  const validate = () => undefined;
  expect(await world.ask?.text(HOSTILE, "", validate)).toBe(SHOWN);
  expect(await world.ask?.secret(HOSTILE)).toBe(SHOWN);
  expect(await world.ask?.confirm(HOSTILE, true)).toBe(true);
  await world.ask?.choose(HOSTILE, [{ value: 1, label: HOSTILE }], []);
  expect(printed).toEqual([SHOWN, SHOWN]);
});
