import { parseArgs } from "node:util";
import { expect, test } from "vitest";
import { ProviderError } from "../../../cli/provider-api/error.ts";
import { dispatch, UsageError, type Command } from "../../../cli/dispatch/dispatch.ts";

const COMMANDS: Command[] = [
  { name: "one", summary: "Does one thing", run: (args) => Promise.resolve(args.length) },
  { name: "broken", summary: "Breaks", run: () => Promise.reject(new Error("the disk is full")) },
  { name: "picky", summary: "Refuses", run: () => Promise.reject(new UsageError("--feeds is missing")) },
  {
    name: "remote",
    summary: "Asks the provider",
    run: () => Promise.reject(new ProviderError("refused", "GET /", "\x1b[2Jcleared")),
  },
  {
    name: "strict",
    summary: "Parses",
    run: (args) => Promise.resolve(parseArgs({ args, options: {} }).positionals.length),
  },
];

async function run(...args: string[]) {
  let out = "";
  let err = "";
  const code = await dispatch(COMMANDS, args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { code, out, err };
}

test("a command gets its arguments and gives the exit code", async () => {
  expect(await run("one", "a", "--b")).toEqual({ code: 2, out: "", err: "" });
});

test.each([["help"], ["--help"], ["-h"]])("%s lists the commands", async (asked) => {
  const { code, out } = await run(asked);
  expect(code).toBe(0);
  for (const { name, summary } of COMMANDS) expect(out).toMatch(new RegExp(`${name} +${summary}`));
});

test("nothing asked is no success", async () => {
  expect(await run()).toMatchObject({ code: 2, out: expect.stringContaining("Does one thing") as string });
});

test("an unknown command is told with those there are", async () => {
  const { code, err } = await run("oen");
  expect(code).toBe(2);
  expect(err).toMatch(/no command "oen"[^]*one +Does one thing/);
});

test("a command that breaks off says why without a stack", async () => {
  expect(await run("broken")).toEqual({ code: 1, out: "", err: "livewall broken: the disk is full\n" });
});

test.each([["picky"], ["strict"]])("wrong use is told apart from failure: %s", async (name) => {
  const { code, err } = await run(name, "--unknown");
  expect(code).toBe(2);
  expect(err).toContain(`${name} --help`);
  expect(err).not.toContain("    at ");
});

test("what the provider says cannot rewrite the terminal", async () => {
  const { code, err } = await run("remote");
  expect(code).toBe(1);
  expect(err).toContain("\uFFFD[2Jcleared");
  expect(err).not.toContain("\x1b");
});
