import { afterEach, describe, expect, test, vi } from "vitest";
import { describeError, log } from "#lib/http/log.ts";
import { StoreError } from "#lib/store/store.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a log line", () => {
  test("is one line of JSON, whatever is in it, with the time and the event first", () => {
    const written: string[] = [];
    vi.spyOn(process.stdout, "write").mockImplementation((line) => written.push(String(line)) > 0);
    log("hook", { stream: 'a"b\n{"event":"forged"}\u2028', status: 200, feed: undefined, ok: true });
    const [line = "", ...others] = written;
    expect(others).toEqual([]);
    expect(line.split("\n")).toHaveLength(2);
    const { time, ...fields } = JSON.parse(line) as Record<string, unknown>;
    expect(fields).toEqual({ event: "hook", stream: 'a"b\n{"event":"forged"}\u2028', status: 200, ok: true });
    expect(Math.abs(Date.now() - Date.parse(String(time)))).toBeLessThan(10_000);
  });
});

describe("an error in words", () => {
  test("is its message", () => {
    expect(describeError(new Error("no answer"))).toBe("no answer");
  });

  test("has its cause", () => {
    expect(describeError(new Error("no answer", { cause: new TypeError("fetch failed") }))).toBe(
      "no answer (TypeError: fetch failed)",
    );
  });

  test("says what it has of its cause only once", () => {
    expect(describeError(new StoreError("put", new Error("no answer")))).toBe("put failed: Error: no answer");
  });

  test.each([
    ["text", "text"],
    [undefined, "undefined"],
    [null, "null"],
    [7, "7"],
  ])("is what was thrown, if that is no error: %j", (thrown, words) => {
    expect(describeError(thrown)).toBe(words);
  });

  test("names the code of a connection that was refused at each of two addresses", () => {
    // So does Node for a host of several addresses: an AggregateError without a message.
    const refused = Object.assign(
      new AggregateError([
        new Error("connect ECONNREFUSED ::1:9000"),
        new Error("connect ECONNREFUSED 127.0.0.1:9000"),
      ]),
      {
        code: "ECONNREFUSED",
      },
    );
    const words = describeError(new StoreError("put", refused));
    expect(words).toContain("ECONNREFUSED ::1:9000; connect ECONNREFUSED 127.0.0.1:9000");
  });
});
