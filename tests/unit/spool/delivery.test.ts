import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TIME } from "./builders.ts";
import { createScene, type Hook } from "./delivery-scene.ts";

const waitTurns = async (count: number) => {
  for (let n = 0; n < count; n += 1) await turn();
};

const groupByName = (hooks: readonly Hook[]) => Object.groupBy(hooks, ({ name }) => name);
const number = (count: number, prefix = "s") => Array.from({ length: count }, (_, n) => `${prefix}${n}`);

describe("delivery", () => {
  test("keeps the order of each stream", async () => {
    const hook = fc.record({ name: fc.constantFrom("a", "b", "c"), turns: fc.nat(3) });
    await fc.assert(
      fc.asyncProperty(fc.array(hook, { minLength: 1, maxLength: 20 }), async (made) => {
        const { hooks, deliverTo, untilLeft } = createScene(made.map(({ name }) => name));
        const [begun, done]: [Hook[], Hook[]] = [[], []];
        deliverTo(async (hook) => {
          begun.push(hook);
          await waitTurns(made[hook.time - TIME]?.turns ?? 0);
          done.push(hook);
          return "stored";
        });
        await untilLeft(0);
        expect(groupByName(begun)).toEqual(groupByName(hooks));
        expect(groupByName(done)).toEqual(groupByName(hooks));
      }),
      { numRuns: 20 },
    );
  });

  test("stores eight streams at once", async () => {
    const { deliverTo, untilLeft } = createScene(number(20));
    let [running, max] = [0, 0];
    deliverTo(async () => {
      max = Math.max(max, ++running);
      await waitTurns(50);
      running -= 1;
      return "stored";
    });
    await untilLeft(0);
    expect(max).toBe(8);
  });

  test("holds back all later hooks of a stream that fails", async () => {
    const { hooks, events, deliverTo, untilLeft } = createScene(["a", "b", "a", "b", "a"]);
    let isDown = true;
    const done: Hook[] = [];
    deliverTo((hook) => {
      if (isDown && hook.name === "a") return Promise.reject(new Error("the store is down"));
      done.push(hook);
      return Promise.resolve("stored");
    });
    await untilLeft(3);
    expect(events).toContain("spool-waits");
    isDown = false;
    await untilLeft(0);
    expect(groupByName(done)).toEqual(groupByName(hooks));
  });

  test("goes over a line that is too slow for two uploads", async () => {
    const { deliverTo, untilLeft } = createScene(number(10));
    let [running, max] = [0, 0];
    deliverTo(async () => {
      max = Math.max(max, ++running);
      await waitTurns(50);
      const isAlone = max === 1;
      if (--running === 0) max = 0;
      if (isAlone) return "stored";
      throw new Error("no upload was in time");
    });
    await untilLeft(0);
  });

  test("goes on past streams that always fail and files that cannot be read", async () => {
    const failing = [...number(12, "never "), ...number(12, "never "), ...number(12, "never ")];
    const { files, deliverTo, untilLeft } = createScene(["unread", ...failing, ...number(20, "good ")]);
    files.set("0.hook", new Error("EISDIR"));
    const done: string[] = [];
    deliverTo(({ name }) => {
      if (name.startsWith("never")) return Promise.reject(new Error("AccessDenied"));
      done.push(name);
      return Promise.resolve("stored");
    });
    await untilLeft(37);
    expect(done.toSorted()).toEqual(number(20, "good ").toSorted());
  });

  test("goes on without a lease that cannot be written", async () => {
    const hold = () => Promise.reject(new Error("ENOSPC: no space left on device"));
    const { events, deliverTo, untilLeft } = createScene(number(20), { hold });
    deliverTo(() => Promise.resolve("stored"));
    await untilLeft(0);
    expect(events.filter((event) => event === "spool-without-lease")).toHaveLength(1);
  });

  test("waits while another process has the lease", async () => {
    let isFree = false;
    const { deliverTo, untilLeft } = createScene(["a"], { hold: () => Promise.resolve(isFree) });
    let stored = 0;
    deliverTo(() => Promise.resolve(((stored += 1), "stored")));
    await waitTurns(100);
    expect(stored).toBe(0);
    isFree = true;
    await untilLeft(0);
  });

  test("stores once what a read-only disk keeps, and removes it when it can", async () => {
    const { scene, hooks, events, deliverTo, untilLeft } = createScene(["a", "b", "a", "refused", "a"]);
    scene.isReadOnly = true;
    const done: Hook[] = [];
    deliverTo((hook) => {
      done.push(hook);
      return Promise.resolve(hook.name === "refused" ? "rejected" : "stored");
    });
    while (scene.now < 20_000) await turn();
    expect(groupByName(done)).toEqual(groupByName(hooks));
    // One for each hook, and then one in each pass.
    expect(scene.removals).toBeLessThan(5 + 21);
    expect(events.filter((event) => event === "spool-not-removed")).toHaveLength(1);
    scene.isReadOnly = false;
    await untilLeft(0);
    expect(done).toHaveLength(hooks.length);
  });

  test.each([
    ["until it ends", 300, 300],
    ["for five seconds at most", Infinity, 5_000],
  ])("waits for an overload %s", async (_until, overloadedUntil, deliveredAt) => {
    const { scene, deliverTo, untilLeft } = createScene(["stage"], { overloadedUntil });
    const times: number[] = [];
    deliverTo(() => {
      times.push(scene.now);
      return Promise.resolve("stored");
    });
    await untilLeft(0);
    expect(times).toEqual([deliveredAt]);
  });
});
