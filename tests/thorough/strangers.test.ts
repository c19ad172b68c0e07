// npm run load -- strangers for a few seconds.
import { beforeAll, expect, test } from "vitest";
import { requireBuild } from "../../scripts/app/build.ts";
import { ATTACKS, type Bound } from "../../scripts/faults/strangers/attacks.ts";
import { measureAttack } from "../../scripts/faults/strangers/measure.ts";
import { drawHooks, findExcess } from "../../scripts/faults/strangers/strangers.ts";

const SECONDS = 4;
/** A machine may be busy, and an attack's first seconds count more. Without a protection, costs are far beyond. */
const SLACK: Bound = { cpuMs: 4, megabytes: 1.4, lists: 4, logKb: 1.4, hookMs: 10 };

/** Those that cost more than their bound before the server program. The others would not show a lost protection here. */
const TELLING =
  /^(hooks of 3\.9 MB|the same posts|posts of 10 MB|searches|odd methods|forged Next-Action|1,000 viewers|500 ask)/;

let pictures: Buffer[];

beforeAll(async () => {
  requireBuild();
  pictures = await drawHooks();
});

test.each(ATTACKS.filter(({ name }) => TELLING.test(name)))(
  "$name: what strangers cost stays within its bound",
  async (attack) => {
    const cost = await measureAttack(attack, SECONDS, pictures);
    expect(cost.hooks.sent).toBeGreaterThan(SECONDS);
    expect(findExcess(cost, attack.bound, SLACK), cost.outcomes).toEqual([]);
  },
);
