import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setImmediate as turn, setTimeout as delay } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deliverSpooled } from "#lib/spool/delivery.ts";
import type { Entry } from "#lib/spool/entry.ts";
import { openSpool, type Spool } from "#lib/spool/spool.ts";
import { until } from "../../../scripts/shared/until.ts";

const PATIENCE_MS = 20_000;
/** Longer than it takes to read the next from the disk. */
const UPLOAD_MS = 30;

let directory: string;
let spool: Spool;
let stopping: AbortController;
let isBusy: boolean;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "livewall-delivery-"));
  spool = openSpool({ directory, maxBytes: 1_000_000 });
  stopping = new AbortController();
  isBusy = false;
});
afterEach(async () => {
  stopping.abort();
  await rm(directory, { recursive: true });
});

type Arrival = { readonly name: string; readonly time: number };

async function keep({ name, time }: Arrival): Promise<void> {
  const [stream, feed] = [{ account: "A1", name }, randomUUID()];
  const event = { event: "ended", stream, feed, source: "", at: time, ended: time } as const;
  expect(await spool.keep({ kind: "event", event })).toBe("kept");
}

function arrivalOf(entry: Entry): Arrival {
  const { stream } = entry.kind === "frame" ? entry.frame : entry.event;
  return { name: stream.name, time: entry.kind === "frame" ? entry.frame.time : entry.event.at };
}

function deliverTo(store: (arrival: Arrival) => Promise<"stored" | "rejected">) {
  const events: string[] = [];
  void deliverSpooled({
    spool,
    lease: { hold: () => Promise.resolve(true) },
    isBusy: () => isBusy,
    store: (entry) => store(arrivalOf(entry)),
    log: (event) => void events.push(event),
    signal: stopping.signal,
  });
  return events;
}

const isEmpty = async () => (await spool.names()).length === 0;
const ofEach = (arrivals: readonly Arrival[]) =>
  Object.groupBy(
    arrivals.map(({ name, time }) => ({ name, time })),
    ({ name }) => name,
  );

describe("what is spooled", () => {
  test("is delivered of several streams at once, and of each in its order", async () => {
    const hook = fc.record({ name: fc.constantFrom("a", "b", "c"), pause: fc.nat(3) });
    await fc.assert(
      fc.asyncProperty(fc.array(hook, { minLength: 1, maxLength: 20 }), async (hooks) => {
        const arrivals = hooks.map(({ name }, n) => ({ name, time: 1_700_000_000_000 + n }));
        for (const arrival of arrivals) await keep(arrival);
        const [begun, done]: [Arrival[], Arrival[]] = [[], []];
        stopping = new AbortController();
        deliverTo(async (arrival) => {
          begun.push(arrival);
          const { pause = 0 } = hooks[arrival.time - 1_700_000_000_000] ?? {};
          for (let n = 0; n < pause; n += 1) await turn();
          done.push(arrival);
          return "stored";
        });
        await until("the spool to be empty", PATIENCE_MS, isEmpty);
        stopping.abort();
        expect(ofEach(begun)).toEqual(ofEach(arrivals));
        expect(ofEach(done)).toEqual(ofEach(arrivals));
      }),
      { numRuns: 20 },
    );
  });

  test("is delivered of eight streams at most, so that hooks that come now have their share", async () => {
    for (let n = 0; n < 20; n += 1) await keep({ name: `s${n}`, time: 1_700_000_000_000 + n });
    let [atOnce, most] = [0, 0];
    const waiting: (() => void)[] = [];
    deliverTo(async () => {
      most = Math.max(most, ++atOnce);
      await new Promise<void>((resolve) => waiting.push(resolve));
      atOnce -= 1;
      return "stored";
    });
    await until("eight to be under way", PATIENCE_MS, () => Promise.resolve(waiting.length === 8));
    await until("the spool to be empty", PATIENCE_MS, () => {
      for (const end of waiting.splice(0)) end();
      return isEmpty();
    });
    expect(most).toBe(8);
  });

  test("waits, with all that came after it of its stream, while the store does not take it", async () => {
    const arrivals = ["a", "b", "a", "b", "a"].map((name, n) => ({ name, time: 1_700_000_000_000 + n }));
    for (const arrival of arrivals) await keep(arrival);
    let isDown = true;
    const done: Arrival[] = [];
    const events = deliverTo((arrival) => {
      if (isDown && arrival.name === "a") return Promise.reject(new Error("the store is down"));
      done.push(arrival);
      return Promise.resolve("stored");
    });
    await until("a try in vain", PATIENCE_MS, () => Promise.resolve(events.includes("spool-waits")));
    expect(done.filter(({ name }) => name === "a")).toEqual([]);
    isDown = false;
    await until("the spool to be empty", PATIENCE_MS, isEmpty);
    expect(ofEach(done)).toEqual(ofEach(arrivals));
  });

  test("goes over a line that is too thin for two at once", { timeout: 2 * PATIENCE_MS }, async () => {
    for (let n = 0; n < 10; n += 1) await keep({ name: `s${n}`, time: 1_700_000_000_000 + n });
    let [underWay, most] = [0, 0];
    deliverTo(async () => {
      most = Math.max(most, ++underWay);
      await delay(UPLOAD_MS);
      const isAlone = most === 1;
      if (--underWay === 0) most = 0;
      if (isAlone) return "stored";
      throw new Error("none of them was in time");
    });
    await until("the spool to be empty", PATIENCE_MS, isEmpty);
  });

  test("goes on past a stream that the store never takes, and past what cannot be read", async () => {
    await mkdir(path.join(directory, "1-no-file.hook"));
    const names = ["never", "never", "a", "b", "c", "d", "e", "f", "g", "h", "i", "never"];
    for (const [n, name] of names.entries()) await keep({ name, time: 1_700_000_000_000 + n });
    const done: string[] = [];
    const events = deliverTo(({ name }) => {
      if (name === "never") return Promise.reject(new Error("400: this key is too long for me"));
      done.push(name);
      return Promise.resolve("stored");
    });
    await until("a pass", PATIENCE_MS, () => Promise.resolve(events.includes("spool-waits")));
    expect(done.sort()).toEqual(["a", "b", "c", "d", "e", "f", "g", "h", "i"]);
    expect(await spool.names()).toHaveLength(4);
  });
});

test("what is spooled waits while hooks rush in, and goes when they are through", async () => {
  isBusy = true;
  const delivered: string[] = [];
  await keep({ name: "stage", time: 1_700_000_000_000 });
  let looks = 0;
  void deliverSpooled({
    spool,
    lease: { hold: () => Promise.resolve(true) },
    isBusy: () => {
      looks += 1;
      return isBusy;
    },
    store: (entry) => {
      delivered.push(arrivalOf(entry).name);
      return Promise.resolve("stored");
    },
    log: () => undefined,
    signal: stopping.signal,
  });
  await until("it to look twice", PATIENCE_MS, () => Promise.resolve(looks >= 2));
  expect(delivered).toEqual([]);
  isBusy = false;
  await until("it to be delivered", PATIENCE_MS, isEmpty);
  expect(delivered).toEqual(["stage"]);
});

test("what is spooled goes in the end, though the rush does not", { timeout: 2 * PATIENCE_MS }, async () => {
  isBusy = true;
  await keep({ name: "stage", time: 1_700_000_000_000 });
  deliverTo(() => Promise.resolve("stored"));
  await until("it to be delivered", PATIENCE_MS, isEmpty);
});
