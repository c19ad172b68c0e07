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

  test.each(["--name=", "--name=a\nb", "--account=a/b", "--account="])(
    "refuse %j, which makes no stream id",
    (flag) => {
      expect(parseOptions([...GOOD, flag], {})).toHaveProperty("faults.length", 1);
    },
  );

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

  test("counts a picture that could not be made as not stored", () => {
    const tally = new Tally();
    expect(tally.add({ ok: false, ms: 0, bytes: 0, status: "no picture", why: "gone" })).toBe(true);
    expect([tally.sent, tally.stored]).toEqual([1, 0]);
    expect(tally.summary()).toContain("1 × no picture (gone)");
  });

  test("ranks latencies by number and not by text", () => {
    const tally = new Tally();
    for (let ms = 1; ms <= 200; ms++) tally.add({ ok: true, ms, bytes: 1 });
    expect(tally.summary()).toContain("p50 100 ms, p95 190 ms, p99 198 ms, max 200 ms");
  });

  test("of nothing has no latency", () => {
    expect(new Tally().summary()).toContain("p50 –");
  });
});
