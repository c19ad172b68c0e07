import { describe, expect, test } from "vitest";
import { Tally } from "../../../scripts/provider-sim/tally.ts";
import { flag, integer, names, parseOptions, seconds, text } from "../../../scripts/shared/options.ts";

const OPTIONS = {
  port: integer("a port", 3000, { max: 65_535 }),
  wait: seconds("a pause", null, { min: 0.1 }),
  file: text("FILE", "a file", null),
  build: flag("no build", true),
  only: names("some of", ["a", "b"]),
};

describe("the options of a script", () => {
  test("have defaults", () => {
    const defaults = { port: 3000, wait: null, file: null, build: true, only: ["a", "b"] };
    expect(parseOptions(OPTIONS, [])).toEqual(defaults);
  });

  test("are parsed", () => {
    const args = ["--port", "80", "--wait", "0.5", "--file=x", "--no-build", "--only", "b"];
    const values = { port: 80, wait: 0.5, file: "x", build: false, only: ["b"] };
    expect(parseOptions(OPTIONS, args)).toEqual(values);
  });

  test.each([
    [["--port", "70000", "--wait", "soon", "--only", "c"], /^--port .*\n--wait .*\n--only /],
    [["--port", "1.5"], /--port must be a whole number from 1 to 65535/],
    [["--prot", "3"], /--prot/],
  ])("%j names all that is wrong", (args, message) => {
    expect(() => parseOptions(OPTIONS, args)).toThrow(message);
  });
});

describe("the tally", () => {
  test("counts hooks by outcome and ranks their latencies by number", () => {
    const tally = new Tally();
    const rejected = { ok: false, bytes: 10, status: 401, why: "not signed" } as const;
    expect(tally.summary()).toContain("p50 –");
    for (let ms = 1; ms <= 198; ms++) expect(tally.add({ ok: true, ms, bytes: 10_000 })).toBe(false);
    expect(tally.add({ ...rejected, ms: 199 })).toBe(true);
    expect(tally.add({ ...rejected, ms: 200 })).toBe(false);
    expect([tally.sent, tally.stored]).toEqual([200, 198]);
    expect(tally.summary()).toContain("2 × 401 (not signed)");
    expect(tally.summary()).toContain("p50 100 ms, p95 190 ms, p99 198 ms, max 200 ms");
    expect(tally.summary()).toContain("200 hooks, 2.0 MB");
  });
});
