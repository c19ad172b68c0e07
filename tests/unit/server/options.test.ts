import { expect, test, vi } from "vitest";
import { parseStartOptions } from "#lib/server/options.ts";

test.each<[string[], Record<string, string>, string, number]>([
  [[], {}, "0.0.0.0", 3_000],
  [[], { PORT: "8080", HOSTNAME: "my-machine" }, "0.0.0.0", 8_080],
  [[], { PORT: " " }, "0.0.0.0", 3_000],
  [["--port", "4000"], { PORT: "8080" }, "0.0.0.0", 4_000],
  [["-p", "4000", "-H", "127.0.0.1"], {}, "127.0.0.1", 4_000],
])("%j and PORT of %j listen at %s, port %i", (args, env, host, port) => {
  expect(parseStartOptions(args, env)).toEqual({ address: { host, port }, hasWall: true });
});

test("there is no wall with --no-wall", () => {
  expect(parseStartOptions(["--no-wall"], {}).hasWall).toBe(false);
});

test.each<[string[], Record<string, string>, string]>([
  [["--wall"], {}, "unknown option '--wall' (Did you mean --no-wall?) (see --help)"],
  [["3000"], {}, "too many arguments"],
  [["--port", "http"], {}, "--port must be a whole number"],
  [["--port", ""], { PORT: "http" }, "--port must be a whole number"],
  [[], { PORT: "http" }, "PORT must be a whole number"],
  [[], { PORT: "70000" }, "PORT must be a whole number"],
])("rejects %j and PORT of %j", (args, env, says) => {
  expect(() => parseStartOptions(args, env)).toThrow(says);
});

test.each([
  ["--help", /^Usage: npm start -- \[options\][^]*--port[^]*--hostname[^]*--no-wall/],
  ["--version", /^\d+\.\d+\.\d+\n$/],
])("%s is printed, and nothing starts", (option, text) => {
  const written: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => written.push(String(chunk)) > 0);
  const end = (code: number): never => {
    throw new RangeError(`ended with ${code}`);
  };
  expect(() => parseStartOptions([option], {}, end)).toThrow("ended with 0");
  vi.restoreAllMocks();
  expect(written.join("")).toMatch(text);
});
