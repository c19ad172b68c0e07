import { describe, expect, test } from "vitest";
import type { LogFields } from "#lib/http/log.ts";
import { type PutKind, watchPuts } from "#lib/store/put-rules.ts";

/** Watches a store that answers so, one after the other; null is an error. */
async function watch(answers: readonly (PutKind | null)[], end = new AbortController()) {
  const left = [...answers];
  const lines: [string, LogFields][] = [];
  const learnPuts = () => {
    const kind = left.shift() ?? null;
    return kind === null ? Promise.reject(new Error("no answer")) : Promise.resolve(kind);
  };
  const pause = () => {
    if (left.length === 0) end.abort();
    return Promise.resolve();
  };
  await watchPuts({ learnPuts }, (event, fields) => lines.push([event, fields]), end.signal, pause);
  return { lines, left };
}

describe("the start of a receiver", () => {
  test("says nothing of a store that honours If-None-Match", async () => {
    expect(await watch(["honoured"])).toEqual({ lines: [], left: [] });
  });

  test("says once that the kind cannot be learned", async () => {
    const { lines, left } = await watch(["unknown"]);
    expect([lines.map(([event]) => event), left]).toEqual([["puts-unknown"], []]);
  });

  test.each(["ignored", "refused"] as const)("says once that If-None-Match is %s", async (kind) => {
    const line = ["puts-not-conditional", { level: "warn", ifNoneMatch: kind }];
    expect(await watch([kind])).toEqual({ lines: [line], left: [] });
  });

  test("asks again until the store answers", async () => {
    const { lines, left } = await watch([null, null, "ignored"]);
    expect(lines.map(([event]) => event)).toEqual(["puts-unknown", "puts-unknown", "puts-not-conditional"]);
    expect(left).toEqual([]);
  });

  test("asks no more at the end of the process", async () => {
    expect((await watch([null])).lines).toHaveLength(1);
  });
});
