import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { setImmediate as turn, setTimeout as delay } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deliverSpooled } from "#lib/spool/delivery.ts";
import { openSpool, type Spool } from "#lib/spool/files.ts";
import { until } from "../../../scripts/shared/until.ts";
import { createEvent, createFolder, TIME } from "./builders.ts";

const PATIENCE_MS = 20_000;
/** Longer than it takes to read the next entry from the disk. */
const UPLOAD_MS = 30;

type Hook = { readonly name: string; readonly time: number };

let directory: string;
let spool: Spool;
let stopping: AbortController;
let isOverloaded: boolean;

beforeEach(async () => {
  directory = await createFolder();
  spool = openSpool({ directory, maxBytes: 1_000_000 });
  stopping = new AbortController();
  isOverloaded = false;
});
afterEach(() => stopping.abort());

async function addAll(names: readonly string[]): Promise<Hook[]> {
  const hooks = names.map((name, n) => ({ name, time: TIME + n }));
  for (const { name, time } of hooks)
    expect(await spool.add(createEvent(name, time, randomUUID()))).toBe("added");
  return hooks;
}

/** Starts the delivery. Returns the events that it logs. */
function deliverTo(store: (hook: Hook) => Promise<"stored" | "rejected">): string[] {
  const events: string[] = [];
  void deliverSpooled({
    spool,
    lease: { hold: () => Promise.resolve(true) },
    isOverloaded: () => isOverloaded,
    store: (entry) => {
      if (entry.kind === "frame") throw new Error("these tests have events only");
      return store({ name: entry.event.stream.name, time: entry.event.at });
    },
    log: (event) => void events.push(event),
    signal: stopping.signal,
  });
  return events;
}

const untilEmpty = () =>
  until("the spool to be empty", PATIENCE_MS, async () => (await spool.list()).length === 0);
const groupByName = (hooks: readonly Hook[]) => Object.groupBy(hooks, ({ name }) => name);
const number = (count: number, prefix = "s") => Array.from({ length: count }, (_, n) => `${prefix}${n}`);

describe("delivery", () => {
  test("keeps the order of each stream", async () => {
    const hook = fc.record({ name: fc.constantFrom("a", "b", "c"), pause: fc.nat(3) });
    await fc.assert(
      fc.asyncProperty(fc.array(hook, { minLength: 1, maxLength: 20 }), async (pauses) => {
        const hooks = await addAll(pauses.map(({ name }) => name));
        const [begun, done]: [Hook[], Hook[]] = [[], []];
        stopping = new AbortController();
        deliverTo(async (hook) => {
          begun.push(hook);
          const { pause = 0 } = pauses[hook.time - TIME] ?? {};
          for (let n = 0; n < pause; n += 1) await turn();
          done.push(hook);
          return "stored";
        });
        await untilEmpty();
        stopping.abort();
        expect(groupByName(begun)).toEqual(groupByName(hooks));
        expect(groupByName(done)).toEqual(groupByName(hooks));
      }),
      { numRuns: 20 },
    );
  });

  test("stores eight streams at once", async () => {
    await addAll(number(20));
    let [running, max] = [0, 0];
    const waiting: (() => void)[] = [];
    deliverTo(async () => {
      max = Math.max(max, ++running);
      await new Promise<void>((resolve) => waiting.push(resolve));
      running -= 1;
      return "stored";
    });
    await until("eight to be under way", PATIENCE_MS, () => Promise.resolve(waiting.length === 8));
    await until("the spool to be empty", PATIENCE_MS, async () => {
      for (const end of waiting.splice(0)) end();
      return (await spool.list()).length === 0;
    });
    expect(max).toBe(8);
  });

  test("holds back all later hooks of a stream that fails", async () => {
    const hooks = await addAll(["a", "b", "a", "b", "a"]);
    let isDown = true;
    const done: Hook[] = [];
    const events = deliverTo((hook) => {
      if (isDown && hook.name === "a") return Promise.reject(new Error("the store is down"));
      done.push(hook);
      return Promise.resolve("stored");
    });
    await until("a failure", PATIENCE_MS, () => Promise.resolve(events.includes("spool-waits")));
    expect(done.filter(({ name }) => name === "a")).toEqual([]);
    isDown = false;
    await untilEmpty();
    expect(groupByName(done)).toEqual(groupByName(hooks));
  });

  test("goes over a line that is too slow for two uploads", { timeout: 2 * PATIENCE_MS }, async () => {
    await addAll(number(10));
    let [running, max] = [0, 0];
    deliverTo(async () => {
      max = Math.max(max, ++running);
      await delay(UPLOAD_MS);
      const isAlone = max === 1;
      if (--running === 0) max = 0;
      if (isAlone) return "stored";
      throw new Error("no upload was in time");
    });
    await untilEmpty();
  });

  test(
    "goes on past streams that always fail and files that cannot be read",
    { timeout: 60_000 },
    async () => {
      await mkdir(path.join(directory, "1-no-file.hook"));
      const failing = [...number(12, "never "), ...number(12, "never "), ...number(12, "never ")];
      await addAll([...failing, ...number(20, "good ")]);
      const done: string[] = [];
      deliverTo(({ name }) => {
        if (name.startsWith("never")) return Promise.reject(new Error("AccessDenied"));
        done.push(name);
        return Promise.resolve("stored");
      });
      await until("the others to be delivered", 60_000, async () => (await spool.list()).length === 37);
      expect(done.toSorted()).toEqual(number(20, "good ").toSorted());
    },
  );

  test("waits for the end of an overload", async () => {
    isOverloaded = true;
    await addAll(["stage"]);
    const done: Hook[] = [];
    deliverTo((hook) => {
      done.push(hook);
      return Promise.resolve("stored");
    });
    await delay(300);
    expect(done).toEqual([]);
    isOverloaded = false;
    await untilEmpty();
    expect(done).toHaveLength(1);
  });

  test("goes on in an overload that does not end", { timeout: 2 * PATIENCE_MS }, async () => {
    isOverloaded = true;
    await addAll(["stage"]);
    deliverTo(() => Promise.resolve("stored"));
    await untilEmpty();
  });
});
