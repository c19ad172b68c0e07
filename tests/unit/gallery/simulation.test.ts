import { describe, expect, test } from "vitest";
import type { Random, Scenario } from "./simulated-frames.ts";
import { simulate } from "./simulation.ts";

const fast = ({ lognormal }: Random) => Math.min(5, Math.max(0.05, lognormal(0.12, 1.2)));
const slow = ({ next }: Random) => 0.05 + 4.95 * next();
const normal: Scenario = { put: fast, hasPreviews: true };
const outage = { from: 120, to: 180 };

// Clocks of receivers are in no key, so a receiver whose clock is wrong changes nothing: frames are what the provider says.
const SCENARIOS: Record<string, Scenario> = {
  "a normal day": normal,
  "a store that takes 5 s": { put: slow },
  "a store that takes 5 s, and a gallery that is 3 s ahead": { put: slow, galleryClock: 3 },
  "a gallery that is 20 s ahead": { ...normal, galleryClock: 20 },
  "a gallery that is 5 min behind": { ...normal, galleryClock: -300 },
  "5% of feeds from a node that is 3 min behind": { ...normal, nodes: { share: 0.05, ahead: -180 } },
  "a store that is away for a minute, with spools": { ...normal, outage: { ...outage, spoolSeconds: 20 } },
  "a store that is away for a minute, without spools": {
    ...normal,
    outage: { ...outage, spoolSeconds: null },
  },
  "feeds that all send in one instant": { put: slow, isBurst: true },
};

/** On a machine that does other work at the same time. */
const TIMEOUT = { timeout: 120_000 };

const MANY = ["a normal day", "a store that is away for a minute, with spools"];

describe.each(Object.entries(SCENARIOS))("with %s, the wall", (_name, scenario) => {
  // Of four minutes, an outage and the notes that follow it are two.
  const maxMean = scenario.isBurst === true ? 2 : scenario.outage === undefined ? 1.1 : 1.6;

  test.each([10, 1_000, 2_500])(
    "of %i feeds misses nothing, for about a LIST a poll",
    TIMEOUT,
    async (feeds) => {
      const { mean, max, missed, falselyStalled } = await simulate(feeds, scenario);
      expect({ missed, falselyStalled }).toEqual({ missed: 0, falselyStalled: 0 });
      expect(mean).toBeLessThanOrEqual(maxMean);
      expect(max).toBeLessThanOrEqual(5);
    },
  );
});

describe.each(MANY)("with %s, the wall", (name) => {
  test("of 10,000 feeds misses nothing, for a few LISTs a poll", TIMEOUT, async () => {
    const { mean, max, missed, falselyStalled } = await simulate(10_000, SCENARIOS[name] ?? normal);
    expect({ missed, falselyStalled }).toEqual({ missed: 0, falselyStalled: 0 });
    expect(mean).toBeLessThanOrEqual(4.5);
    expect(max).toBeLessThanOrEqual(12);
  });
});
