import { afterEach, describe, expect, test, vi } from "vitest";
import { describeError, log } from "#lib/http/log.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

test("writes an event as one line of JSON", () => {
  const written: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((line) => written.push(String(line)) > 0);
  const fields = { stream: 'a"b\n{"event":"forged"}\u2028', status: 200, ok: true };
  log("hook", { ...fields, feed: undefined });
  const [line = "", ...others] = written;
  expect([others, line.split("\n").length]).toEqual([[], 2]);
  const { time, ...logged } = JSON.parse(line) as Record<string, unknown>;
  expect(logged).toEqual({ event: "hook", ...fields });
  expect(Math.abs(Date.now() - Date.parse(String(time)))).toBeLessThan(10_000);
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
});
