import { mkdtemp, readdir, rm, stat, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createDeliverer } from "#lib/receiver/receiver.ts";
import { deliverSpooled } from "#lib/spool/delivery.ts";
import { createLease, type Holder } from "#lib/spool/lease.ts";
import { openSpool } from "#lib/spool/files.ts";
import { DELIVERY_TIMEOUT_MS } from "#lib/store/client.ts";
import { openStore } from "#lib/store/s3-store.ts";
import { until } from "../../scripts/shared/until.ts";
import { type Fault, type FaultyS3, startFaultyS3 } from "../support/faulty-s3.ts";
import { event, FEED, feedsEvent } from "../support/hook.ts";
import {
  answerOf,
  historyOf,
  logOf,
  type Line,
  receiverSettings,
  scene,
  storeSettings,
} from "../support/receiving.ts";
import { SMALL_JPEG } from "../support/picture.ts";

const PATIENCE_MS = 20_000;

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

function spoolingScene(maxBytes = 1_000_000) {
  return scene({ store: { endpoint: s3.endpoint }, settings: { spool: { directory, maxBytes } } });
}

/** As a process that was started anew. */
function startDelivery(holder?: Holder) {
  const lines: Line[] = [];
  const log = (event: string, fields: object) => void lines.push({ event, ...fields });
  const settings = { ...storeSettings(), endpoint: s3.endpoint };
  const store = openStore(settings, { timeoutMs: DELIVERY_TIMEOUT_MS });
  const deliver = createDeliverer(store, log, receiverSettings());
  const spool = openSpool({ directory, maxBytes: 1_000_000 });
  const done = deliverSpooled({
    spool,
    lease: createLease(directory, holder),
    store: deliver,
    isOverloaded: () => false,
    log,
    signal: stopping.signal,
  });
  return { lines, spool, done };
}

/** Of a picture: events and notes are empty. */
function isOriginal(request: string): boolean {
  return /^PUT log\/.*\.jpg$/.test(request) && !request.includes(",late=");
}

async function isEmpty(): Promise<boolean> {
  return (await openSpool({ directory, maxBytes: 1 }).list()).length === 0;
}

describe("while the store is down and there is a spool", () => {
  test("hooks are acknowledged, and stored in their order once it is back, by a process that starts later", async () => {
    const { account, now, stream, send, receive, lines } = spoolingScene();
    expect(
      (await receive(event({ body: feedsEvent("started", { streamId: stream, sourceId: "left" }) }))).status,
    ).toBe(200);
    for (const ago of [2_000, 1_000, 0]) expect((await receive(send({ time: now - ago }))).status).toBe(200);
    expect(lines.map(({ outcome }) => outcome)).toEqual(["spooled", "spooled", "spooled", "spooled"]);
    expect(await historyOf(account)).toEqual([]);

    const delivery = startDelivery();
    await until("a try in vain", PATIENCE_MS, () => Promise.resolve(delivery.lines.length > 0));
    expect(delivery.lines[0]).toMatchObject({ event: "spool-waits" });
    s3.requests.length = 0;
    fault = null;
    await until("the spool to be empty", PATIENCE_MS, isEmpty);
    expect(await historyOf(account)).toHaveLength(3);
    expect(await logOf(account)).toEqual([
      ...[1, 2, 3].map(() => `${FEED},64x36,source=left.jpg`),
      `${FEED},started,source=left`,
    ]);
    const times = s3.requests
      .filter((request) => isOriginal(request))
      .map((request) => request.split(",")[0]);
    expect(times).toEqual(times.toSorted());
  });

  test("it is delivered over a line on which an upload takes longer than a hook may", async () => {
    const { account, send, receive } = spoolingScene();
    expect((await receive(send())).status).toBe(200);
    fault = "slow";
    s3.requests.length = 0;
    startDelivery();
    await until("the spool to be empty", PATIENCE_MS, isEmpty);
    expect(await historyOf(account)).toHaveLength(1);
    expect(s3.requests.filter((request) => isOriginal(request))).toHaveLength(1);
  });

  test("it is delivered by one of two processes that share it", async () => {
    const { account, now, send, receive } = spoolingScene();
    for (const ago of [4, 3, 2, 1, 0]) await receive(send({ time: now - ago }));
    fault = null;
    s3.requests.length = 0;
    startDelivery({ host: "one", pid: 1 });
    startDelivery({ host: "two", pid: 1 });
    await until("the spool to be empty", PATIENCE_MS, isEmpty);
    expect(await historyOf(account)).toHaveLength(5);
    expect(s3.requests.filter((request) => isOriginal(request))).toHaveLength(5);
  });

  test("a picture that is damaged is refused all the same", async () => {
    const { send, receive } = spoolingScene();
    expect((await receive(send({ body: Uint8Array.of(0xff, 0xd8, 0xff, 0xd9) }))).status).toBe(422);
    expect(await isEmpty()).toBe(true);
  });

  test("only its owner can read it", async () => {
    const { send, receive } = spoolingScene();
    await receive(send());
    const [file = ""] = await readdir(directory);
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    expect((await stat(path.join(directory, file))).mode & 0o777).toBe(0o600);
  });

  test("a spool that is full refuses what comes, and keeps what it has", async () => {
    const { now, send, receive } = spoolingScene(SMALL_JPEG.length * 4);
    expect((await receive(send({ time: now - 1 }))).status).toBe(200);
    expect(await answerOf(await receive(send()))).toMatchObject({ status: 503 });
    expect(await readdir(directory)).toHaveLength(1);
  });

  test("a frame whose place another picture has taken meanwhile is put aside, and not lost", async () => {
    const { account, now, stream, send, receive } = spoolingScene();
    expect((await receive(send())).status).toBe(200);
    const [kept = ""] = await readdir(directory);
    const other = Uint8Array.from([...SMALL_JPEG.slice(0, 2), 0xff, 0xfe, 0, 2, ...SMALL_JPEG.slice(2)]);
    expect((await scene().receive(send({ stream, time: now, body: other }))).status).toBe(200);
    fault = null;
    startDelivery();
    await until("the spool to be empty", PATIENCE_MS, isEmpty);
    expect(await historyOf(account)).toHaveLength(1);
    expect(await readdir(directory)).toContain(`${kept}.rejected`);
  });

  test("a file that was damaged is put aside, and those behind it are delivered", async () => {
    const { account, now, send, receive } = spoolingScene();
    await receive(send({ time: now - 1 }));
    await receive(send());
    const [oldest = ""] = (await readdir(directory)).sort();
    await truncate(path.join(directory, oldest), 200);
    fault = null;
    const { lines } = startDelivery();
    await until("the spool to be empty", PATIENCE_MS, isEmpty);
    expect(await historyOf(account)).toHaveLength(1);
    const left = (await readdir(directory)).filter((name) => !name.endsWith(".lease"));
    expect(left).toEqual([`${oldest}.rejected`]);
    expect(lines).toContainEqual(expect.objectContaining({ event: "spool-rejected", file: oldest }));
  });
});

test("without a spool, the answer is 503", async () => {
  const { send, receive } = scene({ store: { endpoint: s3.endpoint } });
  expect((await receive(send())).status).toBe(503);
});
