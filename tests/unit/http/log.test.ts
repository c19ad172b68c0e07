import { afterEach, describe, expect, test, vi } from "vitest";
import { createLog, describeError, log } from "#lib/http/log.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** A log with a clock that `pass` moves. */
function createScene() {
  const clock = { ms: 0 };
  const written: string[] = [];
  const write = (line: string) => written.push(line);
  return {
    written,
    lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>),
    pass: (ms: number) => void (clock.ms += ms),
    log: createLog({ write, now: () => 1_800_000_000_000 + clock.ms, elapsed: () => clock.ms }),
  };
}

test("writes to standard output", () => {
  const written: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((line) => written.push(String(line)) > 0);
  log("tested", { status: 200 });
  expect(written).toEqual([expect.stringMatching(/^\{"time":"20.+Z","event":"tested","status":200\}\n$/)]);
});

test("writes an event as one line of JSON, which tells a terminal nothing", () => {
  const { log, written, lines } = createScene();
  const stream = 'a"b\n{"event":"forged"}\u2028\u009b2J\u202e\ud800\u{e0001}\x1b]0;x\x07👩‍🚀';
  log("hook", { stream, status: 200, ok: true, feed: undefined });
  expect(written.join("")).not.toMatch(/(?!\n$)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
  expect(lines()).toEqual([
    { time: "2027-01-15T08:00:00.000Z", event: "hook", stream, status: 200, ok: true },
  ]);
});

test("cuts long text", () => {
  const { log, lines } = createScene();
  log("hook", { detail: "x".repeat(2_000), error: "y".repeat(1_000_000) });
  expect(lines()).toMatchObject([{ detail: "x".repeat(2_000), error: `${"y".repeat(2_000)}…` }]);
});

describe("the lines of an event", () => {
  test("are fifty at once and ten a second, and then tell the number of the others", () => {
    const { log, lines, pass } = createScene();
    for (let n = 0; n < 200; n++) log("link-refused", { n });
    expect(lines().map(({ n }) => n)).toEqual(Array.from({ length: 50 }, (_, n) => n));
    pass(1_000);
    for (let n = 200; n < 300; n++) log("link-refused", { n });
    expect(lines()).toHaveLength(60);
    expect(lines()[50]).toMatchObject({ n: 200, unlogged: 150 });
    expect(lines()[51]).not.toHaveProperty("unlogged");
    pass(3_600_000);
    for (let n = 0; n < 200; n++) log("link-refused", { n });
    expect(lines()).toHaveLength(110);
    expect(lines()[60]).toMatchObject({ unlogged: 90 });
  });

  test("leave those of other events alone", () => {
    const { log, lines } = createScene();
    for (let n = 0; n < 200; n++) log("link-refused", {});
    log("health-failing", {});
    expect(lines().at(-1)).toMatchObject({ event: "health-failing" });
  });

  test("may have another bound", () => {
    const { log, lines } = createScene();
    const kind = { name: "many", perSecond: 100 };
    for (let n = 0; n < 1_000; n++) log("hook", {}, kind);
    log("hook", {});
    expect(lines()).toHaveLength(501);
  });

  test("are fewer where they are long", () => {
    const { log, lines, written, pass } = createScene();
    for (let second = 0; second < 60; second++) {
      for (let n = 0; n < 100; n++) log("console", { message: "\u202e".repeat(1_000_000) });
      pass(1_000);
    }
    expect(lines()[0]?.message).toBe(`${"\u202e".repeat(2_000)}…`);
    // Five seconds' worth at the start, and the last line may exceed the bound.
    expect(written.join("").length).toBeLessThan((60 + 5) * 10 * 500 + 13_000);
    expect(written.length).toBeGreaterThan(20);
  });
});

describe("an error", () => {
  // Node's error for a host of two addresses has no message of its own.
  const refused = new AggregateError(["::1:9000", "127.0.0.1:9000"].map((at) => new Error(`refused ${at}`)));

  test.each<[unknown, string]>([
    [new Error("no answer"), "no answer"],
    [new Error("no answer", { cause: new TypeError("fetch failed") }), "no answer (TypeError: fetch failed)"],
    [new Error("put failed: no answer", { cause: new Error("no answer") }), "put failed: no answer"],
    [refused, "refused ::1:9000; refused 127.0.0.1:9000"],
    [new Error("put failed", { cause: refused }), "put failed (refused ::1:9000; refused 127.0.0.1:9000)"],
    ["text", "text"],
    [undefined, "undefined"],
  ])("%o is described as %j", (error, words) => {
    expect(describeError(error)).toBe(words);
  });

  test("may be the cause of its cause", () => {
    const error = new Error("first");
    error.cause = new AggregateError([error], "second", { cause: error });
    expect(describeError(error)).toMatch(/^first \(AggregateError: second; first/);
  });
});
