import { afterAll, describe, expect, test } from "vitest";
import { createCommand, type Run, UsageError, wholeNumber } from "../../../cli/command.ts";
import { ProviderError } from "../../../cli/provider-api/call.ts";
import { runCommand } from "../../../cli/run.ts";
import packageJson from "../../../package.json" with { type: "json" };
import { Workplace } from "../../support/command.ts";

const place = new Workplace();
afterAll(() => place.remove());

const fail = (error: Error): Run => {
  return () => Promise.reject(error);
};
const parse: Run = (args, world) => {
  const command = createCommand("it", "Does one thing.", world).option(
    "--n <n>",
    "number",
    wholeNumber(1, 9),
  );
  return Promise.resolve(command.parse(args, { from: "user" }).opts<{ n: number }>().n);
};

/** Runs `livewall` with one command, "it". */
const livewall = (...args: string[]) =>
  place.run(
    (given, world) => runCommand([{ name: "it", summary: "Does it", run: parse }], given, world),
    args,
    {},
  );

describe("livewall", () => {
  test("runs a command with its arguments and returns its exit code", async () => {
    expect(await livewall("it", "--n", "3")).toEqual({ code: 3, out: "", err: "" });
  });

  test.each(["help", "--help", "-h"])("lists the commands for %s", async (arg) => {
    const { code, out } = await livewall(arg);
    expect([code, out]).toEqual([0, expect.stringMatching(/^ +it +Does it$/m)]);
  });

  test.each(["--version", "-V"])("prints the version of package.json for %s", async (arg) => {
    expect(await livewall(arg)).toEqual({ code: 0, out: `${packageJson.version}\n`, err: "" });
  });

  test.each([[[]], [["ti"]]])("lists them as wrong use for %j", async (args) => {
    const { code, err } = await livewall(...args);
    expect([code, err]).toEqual([2, expect.stringMatching(/^ +it +Does it$/m)]);
  });

  test("prints a command's help", async () => {
    const { code, out } = await livewall("it", "--help");
    expect([code, out]).toEqual([0, expect.stringMatching(/Does one thing\.[^]+--n <n> +number/)]);
  });

  test.each([[["--n", "10"]], [["--unknown"]], [["more"]]])(
    "rejects %j with the command's name",
    async (args) => {
      const { code, out, err } = await livewall("it", ...args);
      expect([code, out]).toEqual([2, ""]);
      expect(err).toMatch(/^livewall it: .+\n\n?More: npm run livewall -- it --help\n$/);
    },
  );
});

test("a failure is printed without a stack", async () => {
  expect(await place.run(fail(new Error("the disk is full")), [], {})).toEqual({
    code: 1,
    out: "",
    err: "livewall it: the disk is full\n",
  });
});

test("wrong use has its own exit code", async () => {
  expect((await place.run(fail(new UsageError("--feeds is missing")), [], {})).code).toBe(2);
});

test.each([
  [
    new ProviderError("refused", "GET /", "\x1b[2J\u202ecleared\nlivewall it: done"),
    "\\u{1b}[2J\\u{202e}cleared\\u{a}",
  ],
  [new Error("\u009b2J\u2028cleared\nlivewall it: done"), "\\u{9b}2J\\u{2028}cleared\n  livewall it: done\n"],
  [
    new UsageError("\u009b2Jcleared\r\nlivewall it: done"),
    "\\u{9b}2Jcleared\\u{d}\n  livewall it: done\nMore: ",
  ],
])("%o cannot rewrite the terminal, or pass for two messages", async (error, shown) => {
  const { err } = await place.run(fail(error), [], {});
  expect(err).toContain(shown);
  expect(err.match(/^livewall it: /gm)).toHaveLength(1);
});

test("a wrong option cannot rewrite the terminal", async () => {
  const { code, out, err } = await livewall("it", "--\u202egpj\u009b2J");
  expect([code, out, err]).toEqual([2, "", expect.stringContaining("--\\u{202e}gpj\\u{9b}2J")]);
});
