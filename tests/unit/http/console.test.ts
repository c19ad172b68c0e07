import { spawnSync } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";

const CONSOLE = pathToFileURL(path.resolve("lib/http/console.ts")).href;
const LOG = pathToFileURL(path.resolve("lib/http/log.ts")).href;
const DEADLINE_MS = 30_000;

type Line = {
  readonly time: string;
  readonly event: string;
  readonly level?: string;
  readonly message?: string;
};

/** Runs code in a process whose console is the log's. */
function run(code: string, flags: readonly string[] = []) {
  const start = `import { logConsole } from "${CONSOLE}"; logConsole();\n`;
  const args = [...flags, "--input-type=module", "--eval", start + code];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    timeout: DEADLINE_MS,
    encoding: "utf8",
  });
  const printed = stdout.split("\n").slice(0, -1);
  return { status, stdout, stderr, lines: printed.map((line) => JSON.parse(line) as Line) };
}

function messages(code: string): (string | undefined)[][] {
  return run(code).lines.map(({ event, level, message }) => [event, level, message]);
}

/** Each makes one line. */
const CASES = [
  [`console.log("%s is %d", "a", 1, { b: [2] });`, "info", "a is 1 { b: [ 2 ] }"],
  [`console.info("one\\ntwo");`, "info", "one\ntwo"],
  [`console.debug("a");`, "debug", "a"],
  [`console.warn("\\x1b[33m\\x1b[1m⚠\\x1b[22m\\x1b[39m careful");`, "warn", "⚠ careful"],
  [`console.error("a", null, undefined);`, "error", "a null undefined"],
  [`console.assert(false, "a");`, "warn", "Assertion failed: a"],
  [`console.dir({ a: 1 });`, "info", "{ a: 1 }"],
  [`console.group("a");`, "info", "a"],
  [`console.count("a");`, "info", "a: 1"],
  [`(await import("node:console")).log("a");`, "info", "a"],
  [`process.stdout.write("a\\r\\n");`, "info", "a"],
  [`process.stderr.write("a\\n");`, "warn", "a"],
  [`process.stdout.write("one "); process.stdout.write("line\\n");`, "info", "one line"],
  [`for (const byte of Buffer.from("€\\n")) process.stdout.write(Buffer.of(byte));`, "info", "€"],
  [`process.stdout.write("YQo=", "base64");`, "info", "a"],
  [`process.stdout.write(new Uint8Array([97, 10]));`, "info", "a"],
  [`process.emitWarning("a", "OddWarning");`, "warn", "OddWarning: a"],
  [`console.log("x".repeat(1_000_000));`, "info", `${"x".repeat(2_000)}…`],
  [
    `process.stdout.write("x".repeat(1_000_000)); process.stdout.write("\\n");`,
    "info",
    `${"x".repeat(2_000)}…`,
  ],
  [
    `console.log({ [Symbol.for("nodejs.util.inspect.custom")]() { throw new Error("odd"); } });`,
    "info",
    "(This cannot be printed.)",
  ],
  [`console.log("\\u009b2J\\u202e\\u2028\\ud800");`, "info", "\u202e\u2028\ud800"],
  [`process.stdout.write("without an end");`, "info", "without an end"],
] as const;

describe("each way to print", () => {
  let printed: (string | undefined)[][];
  beforeAll(() => {
    // The next one begins when all has been printed.
    printed = messages(CASES.map(([code]) => `${code} await new Promise(setImmediate);`).join("\n"));
  });

  test.each(CASES.map((each, index) => [index, ...each] as const))(
    "%i makes a line: %s",
    (index, _, level, message) => {
      expect(printed[index]).toEqual(["console", level, message]);
      expect(printed).toHaveLength(CASES.length);
    },
  );
});

test("keeps the stack and the causes of an error", () => {
  const [line] = run(
    `console.error("failed:", new Error("first", { cause: new TypeError("second") }));`,
  ).lines;
  expect(line?.message).toMatch(/^failed: Error: first\n +at [^]+\[cause\]: TypeError: second\n/);
});

test("writes a trace", () => {
  const [line] = run(`function here() { console.trace("a"); }\nhere();`).lines;
  expect(line?.message).toMatch(/^Trace: a\n +at here /);
});

test("writes nothing for blank lines", () => {
  expect(messages(`console.log(""); console.log(); process.stdout.write("\\n \\n\\x1b[K\\n");`)).toEqual([]);
});

test("calls back when the text is written", () => {
  const code = `process.stdout.write("a\\n", () => console.log("b"));
    process.stderr.write("c\\n", "utf8", () => console.log("d"));`;
  expect(messages(code).map(([, , message]) => message)).toEqual(["a", "c", "b", "d"]);
});

describe("a flood", () => {
  test.each([
    `console.error("\\x1b[31m⨯\\x1b[39m", new Error("broken off", { cause: { n } }));`,
    `process.stdout.write("part " + n); process.stderr.write(Buffer.from("\\u009b\\n\\xff\\n"));`,
    `process.stdout.write("line\\n".repeat(100));`,
    `process.emitWarning("odd " + n);`,
  ])("of %s is bounded", (code) => {
    const { status, stdout, stderr, lines } = run(`for (let n = 0; n < 10_000; n++) { ${code} }`);
    expect([status, stderr]).toEqual([0, ""]);
    expect(lines.length).toBeGreaterThan(5);
    // Fifty at once, and ten in each second that it takes at most.
    expect(lines.length).toBeLessThan(50 + (10 * DEADLINE_MS) / 1_000);
    expect(stdout.length).toBeLessThan(200_000);
  });
});

test("leaves the lines of the log alone, also of another copy of it", () => {
  const code = `const copy = await import("${LOG}?copy"); copy.log("tested", { n: 1 });
    (await import("${CONSOLE}?copy")).logConsole();
    console.log("a");`;
  const { lines } = run(code);
  expect(lines).toMatchObject([
    { event: "tested", n: 1 },
    { event: "console", message: "a" },
  ]);
});

test("leaves uncaught errors alone", () => {
  const { status, stdout, stderr } = run(`throw new Error("uncaught");`);
  expect([status, stdout, stderr]).toEqual([1, "", expect.stringContaining("Error: uncaught")]);
});

test("shows no warnings that Node.js was told to hide", () => {
  expect(run(`process.emitWarning("a");`, ["--no-warnings"]).lines).toEqual([]);
});
