import { describe, expect, test } from "vitest";
import { parseOptions } from "../../../scripts/simulator/options.ts";
import { Tally } from "../../../scripts/simulator/tally.ts";

const GOOD = ["--url", "https://livewall.example.com/api/thumbnails", "--secret", "c2VjcmV0"];

describe("the options of the simulator", () => {
  test("need an address and a secret, and have defaults for the rest", () => {
    expect(parseOptions(GOOD, {})).toMatchObject({
      url: GOOD[1],
      feeds: 1,
      intervalMs: 30_000,
      count: Infinity,
      events: true,
      images: null,
      video: null,
    });
  });

  test("take the newest secret of the environment", () => {
    const options = parseOptions(GOOD.slice(0, 2), { WEBHOOK_SECRET: "c2VjcmV0, b2xk" });
    expect(options).toMatchObject({ secret: Buffer.from("secret") });
  });

  test("name all that is wrong at once", () => {
    const wrong = ["--url", "ftp://x", "--feeds", "0", "--interval", "soon", "--images", "a", "--video", "b"];
    const options = parseOptions(wrong, {});
    expect("faults" in options && options.faults.map((fault) => fault.split(" ")[0])).toEqual([
      "--url",
      "--secret",
      "--feeds",
      "--interval",
      "--images",
    ]);
  });

  test("name a flag that does not exist", () => {
    expect(parseOptions([...GOOD, "--fedds", "3"], {})).toMatchObject({
      faults: [expect.stringContaining("--fedds")],
    });
  });
});

describe("the tally", () => {
  test("tells stored from refused, kind by kind, and how long they took", () => {
    const tally = new Tally();
    const refused = { ok: false, bytes: 10, status: 401, why: "not signed" } as const;
    expect(tally.add({ ok: true, ms: 10, bytes: 1_000_000 })).toBe(false);
    expect(tally.add({ ...refused, ms: 30 })).toBe(true);
    expect(tally.add({ ...refused, ms: 20 })).toBe(false);
    expect([tally.sent, tally.stored]).toEqual([3, 1]);
    expect(tally.summary()).toContain("2 × 401 (not signed)");
    expect(tally.summary()).toContain("p50 20 ms, p95 30 ms");
    expect(tally.summary()).toContain("3 hooks, 1.0 MB");
  });

  test("of nothing has no latency", () => {
    expect(new Tally().summary()).toContain("p50 –");
  });
});
