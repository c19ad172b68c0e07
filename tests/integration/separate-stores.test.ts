// Hooks and readers of the past, each with connections of their own to a store that hangs.
import { afterEach, expect, test } from "vitest";
import { EVERYTHING } from "#lib/access/scope.ts";
import { createHistory } from "#lib/history/history.ts";
import { createStoreClock } from "#lib/store/clock.ts";
import { type FaultyS3, startFaultyS3 } from "../support/faulty-s3.ts";
import { inTime } from "../support/in-time.ts";
import { newStream, receiverOn } from "../support/receiver.ts";
import { storeWith } from "../support/store-client.ts";

/** More than the connections of one store. */
const READERS = 300;
const HOUR = 3_600_000;
const WAIT = { interval: 5, timeout: 15_000 };

let s3: FaultyS3 | undefined;
afterEach(async () => {
  await s3?.stop();
  s3 = undefined;
});

/** A receiver that knows its feed, before a store whose lists then hang. */
async function scene() {
  let isHanging = false;
  s3 = await startFaultyS3((method) => (isHanging && method === "GET" ? "hang" : null));
  const { endpoint, requests } = s3;
  const options = { clock: createStoreClock(Date.now) };
  const hooks = storeWith({ endpoint }, options);
  const viewers = storeWith({ endpoint }, { ...options, timeoutMs: 60_000 });
  const { now, account, send } = newStream();
  const { receive } = receiverOn(hooks);
  expect((await receive(send())).status).toBe(200);
  isHanging = true;
  requests.length = 0;
  const countLists = () => requests.filter((request) => request.startsWith("GET")).length;
  const sendNext = async () => (await inTime(receive(send({ time: now + 1 })))).status;
  return { viewers, countLists, sendNext, now, account };
}

test("a hook is stored at once while viewers wait on all connections of their store", async () => {
  const { viewers, countLists, sendNext, now, account } = await scene();
  const leave = new AbortController();
  let answered = 0;
  const readers = Array.from({ length: READERS }, (_, n) =>
    viewers.listHours({ account, name: `camera ${n}` }, now, leave.signal).finally(() => (answered += 1)),
  );
  const all = Promise.allSettled(readers);
  await expect.poll(countLists, WAIT).toBe(200);
  expect([await sendNext(), answered]).toEqual([200, 0]);
  leave.abort();
  await all;
});

test("a hook is stored at once while readers of the past wait", async () => {
  const { viewers, countLists, sendNext, now, account } = await scene();
  const history = createHistory({
    store: viewers,
    log: () => undefined,
    listsPerSecond: READERS,
    logDays: 7,
    originals: true,
    isKnown: () => true,
    elapsed: () => performance.now(),
    delay: () => Promise.resolve(),
  });
  const reader = { scope: EVERYTHING, client: null };
  const readers = Array.from({ length: READERS }, async (_, n) => {
    const of = { stream: { account, name: `camera ${n}` }, source: null, feed: null };
    const at = now - n * HOUR;
    const [first, second] = [
      () => history.moment(reader, { ...of, at }, { latest: now, atLeast: -Infinity }),
      () => history.coverage(reader, of, [at - 24 * HOUR, at]),
    ];
    await (n % 2 === 0 ? first() : second());
  });
  const all = Promise.allSettled(readers);
  await expect.poll(countLists, WAIT).toBe(8);
  expect([await sendNext(), countLists()]).toEqual([200, 8]);
  await all;
});
