import { expect, test } from "vitest";
import type { Random, Scenario } from "./simulated-frames.ts";
import { simulate } from "./simulation.ts";

const fast = ({ lognormal }: Random) => Math.min(5, Math.max(0.05, lognormal(0.12, 1.2)));
const slow = ({ next }: Random) => 0.05 + 4.95 * next();
const normal: Scenario = { put: fast, hasPreviews: true };
const outage = { from: 90, to: 150 };
const spooled: Scenario = { ...normal, outage: { ...outage, spoolSeconds: 20 } };

/** On a machine that does other work at the same time. */
const TIMEOUT = { timeout: 120_000 };

// Receivers' clocks are in no key. At 2,500 feeds a poll has just room for the shortest look-back.
test.each<[string, number, number, Scenario]>([
  ["a normal day", 10, 1.15, normal],
  ["a store that takes 5 s, and a gallery 3 s ahead", 2_500, 1.15, { put: slow, galleryClock: 3 }],
  ["a gallery 20 s ahead", 1_000, 1.15, { ...normal, galleryClock: 20 }],
  ["a gallery 5 min behind", 1_000, 1.15, { ...normal, galleryClock: -300 }],
  ["a node 3 min behind", 2_500, 1.15, { ...normal, nodes: { share: 0.05, ahead: -180 } }],
  // Of three minutes, an outage and the notes that follow it are two.
  ["an outage of a minute, with spools", 2_500, 1.7, spooled],
  ["an outage of a minute", 1_000, 1.7, { ...normal, outage: { ...outage, spoolSeconds: null } }],
  ["feeds that all send in one instant", 1_500, 2, { put: slow, isBurst: true }],
])(
  "%s: the wall of %i feeds misses nothing, for %f LISTs a poll",
  TIMEOUT,
  async (_name, feeds, lists, scenario) => {
    const { mean, max, missed, falselyStalled } = await simulate(feeds, scenario);
    expect({ missed, falselyStalled }).toEqual({ missed: 0, falselyStalled: 0 });
    expect(mean).toBeLessThanOrEqual(lists);
    expect(max).toBeLessThanOrEqual(5);
  },
);

test("an outage: the wall of 10,000 feeds misses nothing, for a few LISTs a poll", TIMEOUT, async () => {
  const { mean, max, missed, falselyStalled } = await simulate(10_000, spooled);
  expect({ missed, falselyStalled }).toEqual({ missed: 0, falselyStalled: 0 });
  expect(mean).toBeLessThanOrEqual(4.5);
  expect(max).toBeLessThanOrEqual(12);
});
