import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { Command } from "commander";
import { afterEach, expect, test } from "vitest";
import { describeFailure, parseOptions, argument } from "../../../scripts/shared/options.ts";
import { startProviderServer } from "../../../scripts/provider-sim/server.ts";
import packageJson from "../../../package.json" with { type: "json" };

/** They have options of their own, and tests of them. */
const OWN_PARSERS = ["lib/server/main.ts", "cli/livewall.ts", "scripts/test/test.ts"];

const SCRIPTS = Object.entries(packageJson.scripts).flatMap(([name, command]) => {
  const [, file = ""] = /^node (?:--\S+ )?((?!node_modules)\S+)/.exec(command) ?? [];
  return file === "" || OWN_PARSERS.includes(file) ? [] : [{ name, file }];
});

const server = createServer();
afterEach(() => server.close());

test.each(SCRIPTS)("npm run $name answers --help and rejects unknown options", ({ file }) => {
  expect(readFileSync(file, "utf8")).toMatch(/await runScript\(\s*"/);
});

test("takes one argument", () => {
  const options = { file: argument("a file") };
  expect(parseOptions(options, ["a.md"])).toEqual({ file: "a.md" });
  expect(parseOptions(options, [])).toEqual({ file: null });
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  expect(() => parseOptions(options, ["a.md", "b.md"], program)).toThrow("too many arguments");
});

test("names the port that is in use", async () => {
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  const failure: unknown = await startProviderServer({ port }).catch((error: unknown) => error);
  expect(describeFailure(failure)).toBe(
    `Port ${port} on 127.0.0.1 cannot be used: another program listens there. Stop it, or choose another port.`,
  );
});

test.each([
  [new Error("There is no build yet: run npm run build."), "There is no build yet: run npm run build."],
  [
    new Error("The store did not start", { cause: new Error("full") }),
    "The store did not start (Error: full)",
  ],
])("prints %o without its stack", (error, line) => {
  expect(describeFailure(error)).toBe(line);
});

test("prints the stack of a fault in the script itself", () => {
  expect(describeFailure(new TypeError("x is not a function"))).toContain("usage.test.ts");
});
