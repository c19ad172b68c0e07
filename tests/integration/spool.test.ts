// The spool before the store under test. tests/unit/spool has its rules.
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createDeliverer } from "#lib/receiver/receiver.ts";
import { deliverSpooled } from "#lib/spool/delivery.ts";
import { openSpool } from "#lib/spool/files.ts";
import { createLease, type Holder } from "#lib/spool/lease.ts";
import { DELIVERY_TIMEOUT_MS } from "#lib/store/client.ts";
import { mountDisk, takeRoom } from "../../scripts/faults/disk.ts";
import { until } from "../../scripts/shared/until.ts";
import { type Fault, type FaultyS3, startFaultyS3 } from "../support/faulty-s3.ts";
import { event, FEED, feedsEvent } from "../support/hook.ts";
import { SMALL_JPEG } from "../support/picture.ts";
import { type Line, receiverSettings } from "../support/receiver.ts";
import { historyOf, logOf, scene, storeWith } from "../support/receiving.ts";

const PATIENCE_MS = 20_000;
/** Waits between tries end so much sooner than they do in a process. */
const HASTE = 20;
const REAL_TIME = {
  now: () => performance.now() * HASTE,
  pause: (ms: number) => delay(ms / HASTE),
};

let directory: string;
let s3: FaultyS3;
let fault: Fault | null;
let stopping: AbortController;

beforeEach(async () => {
  directory = path.join(await mkdtemp(path.join(tmpdir(), "livewall-spool-")), "spool");
  fault = "reset";
  s3 = await startFaultyS3(() => fault);
  stopping = new AbortController();
});

afterEach(async () => {
  stopping.abort();
  await s3.stop();
  await rm(path.dirname(directory), { recursive: true });
});

const spoolingScene = () =>
  scene({ store: { endpoint: s3.endpoint }, settings: { spool: { directory, maxBytes: 1_000_000 } } });

/** As a process that was started anew. */
function startDelivery(holder?: Holder): Line[] {
  const lines: Line[] = [];
  const log = (name: string, fields: object) => void lines.push({ event: name, ...fields });
  const store = storeWith({ endpoint: s3.endpoint }, { timeoutMs: DELIVERY_TIMEOUT_MS });
  void deliverSpooled({
    spool: openSpool({ directory, maxBytes: 1_000_000 }),
    lease: createLease(directory, holder),
    store: createDeliverer(store, log, receiverSettings()),
    isOverloaded: () => false,
    log,
    signal: stopping.signal,
    time: REAL_TIME,
  });
  return lines;
}

const untilEmpty = () =>
  until("the spool to be empty", PATIENCE_MS, async () => {
    return (await openSpool({ directory, maxBytes: 1 }).list()).length === 0;
  });

/** Of a picture: events and notes are empty. */
function isOriginal(request: string): boolean {
  return /^PUT log\/.*\.jpg$/.test(request) && !request.includes(",late=");
}

describe("hooks that the store does not accept", () => {
  test("are acknowledged, and stored in their order once it is back, by a process that starts later", async () => {
    const { account, now, stream, send, receive, lines } = spoolingScene();
    const started = event({ body: feedsEvent("started", { streamId: stream, sourceId: "left" }) });
    expect((await receive(started)).status).toBe(200);
    for (const ago of [2_000, 1_000, 0]) expect((await receive(send({ time: now - ago }))).status).toBe(200);
    expect(lines.map(({ outcome }) => outcome)).toEqual(["spooled", "spooled", "spooled", "spooled"]);
    expect(await historyOf(account)).toEqual([]);

    const delivered = startDelivery();
    await until("a try in vain", PATIENCE_MS, () => Promise.resolve(delivered.length > 0));
    expect(delivered[0]).toMatchObject({ event: "spool-waits" });
    s3.requests.length = 0;
    fault = null;
    await untilEmpty();
    expect(await historyOf(account)).toHaveLength(3);
    const frame = `${FEED},64x36,source=left.jpg`;
    const log = (await logOf(account)).filter((name) => !name.includes("late="));
    expect(log).toEqual([frame, frame, frame, `${FEED},started,source=left`]);
    const times = s3.requests.filter(isOriginal).map((request) => request.split(",")[0]);
    expect(times).toEqual(times.toSorted());
  });

  test("are delivered by one of two processes", async () => {
    const { account, now, send, receive } = spoolingScene();
    for (const ago of [4, 3, 2, 1, 0]) await receive(send({ time: now - ago }));
    fault = null;
    s3.requests.length = 0;
    startDelivery({ host: "one", pid: 1 });
    startDelivery({ host: "two", pid: 1 });
    await untilEmpty();
    expect(await historyOf(account)).toHaveLength(5);
    expect(s3.requests.filter(isOriginal)).toHaveLength(5);
  });

  test("are stored once by two processes on a full disk, without a lease", async ({ skip }) => {
    const disk = mountDisk(directory, "size=64k");
    if (typeof disk === "string") return skip(disk);
    try {
      const { account, now, send, receive } = spoolingScene();
      for (const ago of [4, 3, 2, 1, 0]) expect((await receive(send({ time: now - ago }))).status).toBe(200);
      takeRoom(directory);
      fault = null;
      const lines = [startDelivery({ host: "one", pid: 1 }), startDelivery({ host: "two", pid: 1 })];
      await untilEmpty();
      expect(await historyOf(account)).toHaveLength(5);
      const frames = (await logOf(account)).filter((name) => !name.includes("late="));
      expect(frames).toHaveLength(5);
      expect(lines.flat()).toContainEqual(expect.objectContaining({ event: "spool-without-lease" }));
    } finally {
      disk.unmount();
    }
  });

  test("are delivered over a line on which an upload takes longer than a hook may", async () => {
    const { account, now, send, receive } = spoolingScene();
    await receive(send({ time: now - 60_000 }));
    fault = { delayMs: 2_200 };
    s3.requests.length = 0;
    startDelivery();
    await untilEmpty();
    expect(await historyOf(account)).toMatchObject([{ isBare: false }]);
    expect((await logOf(account)).filter((name) => name.includes("late="))).toHaveLength(1);
    expect(s3.requests.filter(isOriginal)).toHaveLength(1);
  });

  test("are kept aside where another picture has their place by then", async () => {
    const { account, now, stream, send, receive } = spoolingScene();
    await receive(send());
    const [kept = ""] = await readdir(directory);
    const other = Uint8Array.from([...SMALL_JPEG.slice(0, 2), 0xff, 0xfe, 0, 2, ...SMALL_JPEG.slice(2)]);
    expect((await scene().receive(send({ stream, time: now, body: other }))).status).toBe(200);
    fault = null;
    const lines = startDelivery();
    await untilEmpty();
    expect(await historyOf(account)).toHaveLength(1);
    expect(await readdir(directory)).toContain(`${kept}.rejected`);
    expect(lines).toContainEqual(expect.objectContaining({ event: "spool-rejected", file: kept }));
  });
});
