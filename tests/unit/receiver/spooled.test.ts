import { readdir, stat, truncate } from "node:fs/promises";
import path from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { createDeliverer } from "#lib/receiver/receiver.ts";
import { deliverSpooled } from "#lib/spool/delivery.ts";
import { openSpool } from "#lib/spool/files.ts";
import { createLease } from "#lib/spool/lease.ts";
import { StoreError } from "#lib/store/store.ts";
import { SMALL_JPEG } from "../../support/picture.ts";
import { answerOf, memoryScene, receiverSettings } from "../../support/receiver.ts";
import { listEntries } from "../../support/seen.ts";
import { createFolder } from "../spool/builders.ts";

/** A receiver with a spool, whose store does not accept frames. */
async function spoolingScene(maxBytes = 1_000_000) {
  const directory = await createFolder();
  const scene = memoryScene({
    settings: { spool: { directory, maxBytes } },
    through: (store) => ({ ...store, putOriginal: () => Promise.reject(new StoreError("put", null)) }),
  });
  return { directory, ...scene };
}

test("a spooled hook is a file that only its owner can read", async () => {
  const { directory, send, receive, lines } = await spoolingScene();
  expect((await receive(send())).status).toBe(200);
  expect(lines).toContainEqual(expect.objectContaining({ outcome: "spooled", level: "warn" }));
  const [file = ""] = await readdir(directory);
  expect((await stat(path.join(directory, file))).mode & 0o777).toBe(0o600);
});

test("a damaged picture is rejected and not spooled", async () => {
  const { directory, send, receive } = await spoolingScene();
  expect((await receive(send({ body: Uint8Array.of(0xff, 0xd8, 0xff, 0xd9) }))).status).toBe(422);
  expect(await readdir(directory)).toEqual([]);
});

test("a full spool keeps its hooks, and the answer is 503", async () => {
  const { directory, now, send, receive } = await spoolingScene(SMALL_JPEG.length * 4);
  expect((await receive(send({ time: now - 1 }))).status).toBe(200);
  expect(await answerOf(await receive(send()))).toMatchObject({ status: 503 });
  expect(await readdir(directory)).toHaveLength(1);
});

test("a damaged file is kept aside, and the hooks behind it are delivered", async () => {
  const { directory, account, now, send, receive, store } = await spoolingScene();
  for (const ago of [1, 0]) await receive(send({ time: now - ago }));
  const [oldest = ""] = (await readdir(directory)).sort();
  await truncate(path.join(directory, oldest), 200);
  const events: string[] = [];
  const stopping = new AbortController();
  onTestFinished(() => stopping.abort());
  const log = (event: string) => void events.push(event);
  const delivering = deliverSpooled({
    spool: openSpool({ directory, maxBytes: 1_000_000 }),
    lease: createLease(directory),
    store: createDeliverer(store, log, receiverSettings()),
    isOverloaded: () => false,
    log,
    signal: stopping.signal,
    time: {
      now: () => 0,
      // The first pass delivers all.
      pause: () => (stopping.abort(), turn()),
    },
  });
  await delivering;
  expect(await listEntries(store, account)).toMatchObject([{ kind: "frame", frame: { time: now } }]);
  expect(events).toContain("spool-damaged");
  const left = (await readdir(directory)).filter((name) => !name.endsWith(".lease"));
  expect(left).toEqual([`${oldest}.damaged`]);
});
