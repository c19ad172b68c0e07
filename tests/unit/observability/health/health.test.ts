import { describe, expect, test } from "vitest";
import { createHealthCheck, depthOf } from "#lib/observability/health/health.ts";

const NOON = Date.UTC(2026, 10, 23, 12);

function check(isFailing: () => boolean = () => false) {
  let now = NOON;
  let probes = 0;
  const lines: object[] = [];
  const store = {
    probe: () => {
      probes += 1;
      return isFailing() ? Promise.reject(new Error("bucket secret-name is away")) : Promise.resolve();
    },
    probeReading: () => Promise.resolve(),
  };
  const health = createHealthCheck({
    store,
    log: (event, fields) => lines.push({ event, ...fields }),
    now: () => now,
  });
  return { health, lines, probes: () => probes, pass: (ms: number) => void (now += ms) };
}

describe("the health of a process", () => {
  test("is that it answers, without a look at the store", async () => {
    const { health, probes } = check(() => true);
    expect(await health(null)).toEqual({ status: "ok" });
    expect(probes()).toBe(0);
  });

  test("asked for more, is that of its store", async () => {
    expect(await check().health("all")).toEqual({ status: "ok", store: "ok" });
  });

  test("tells the log what is wrong, and nobody else", async () => {
    const { health, lines } = check(() => true);
    expect(await health("all")).toEqual({ status: "failing", store: "failing" });
    expect(lines).toMatchObject([{ event: "health-failing", error: "bucket secret-name is away" }]);
  });

  test("costs the store one probe in ten seconds, however many ask", async () => {
    const { health, probes, pass } = check();
    await Promise.all([health("all"), health("all"), health("all")]);
    pass(9_999);
    await health("all");
    expect(probes()).toBe(1);
    pass(1);
    await health("all");
    expect(probes()).toBe(2);
  });

  test("is well again when the store is", async () => {
    let isDown = true;
    const { health, pass } = check(() => isDown);
    await health("all");
    isDown = false;
    pass(10_000);
    expect(await health("all")).toEqual({ status: "ok", store: "ok" });
  });

  test("of one that only shows is that it can read, whatever it may not write", async () => {
    const { health } = check(() => true);
    expect(await health("reading")).toEqual({ status: "ok", store: "ok" });
    expect(await health("all")).toEqual({ status: "failing", store: "failing" });
  });

  test.each([
    ["", null],
    ["deep", "all"],
    ["deep=", "all"],
    ["deep=1", "all"],
    ["deep=read", "reading"],
  ])("is asked for by ?%s", (query, depth) => {
    expect(depthOf(new URLSearchParams(query))).toBe(depth);
  });
});
