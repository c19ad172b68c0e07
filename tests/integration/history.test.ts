import { expect, test } from "vitest";
import { findMoment } from "#lib/history/moment.ts";
import { FEED } from "../support/hook.ts";
import { scene } from "../support/receiving.ts";

test("a moment of a stream is found across reconnects, and no other stream's frames with it", async () => {
  const { account, now, receive, send, store } = scene();
  const ages = [480_000, 300_000, 120_000, 1_000];
  for (const age of ages) {
    await receive(send({ time: now - age, feed: age > 200_000 ? FEED : "after-reconnect" }));
  }
  await receive(send({ time: now - 250_000, stream: `${account}/teststream2` }));
  const stream = { account, name: "teststream" };
  const look = async (feed: string | null, age: number | null) => {
    const query = { stream, feed, at: age === null ? null : now - age };
    const { shown, around } = await findMoment(store, query, now, AbortSignal.timeout(10_000));
    return [shown === null ? null : now - shown.time, around.map(({ time }) => now - time)];
  };
  expect(await look(null, null)).toEqual([1_000, ages]);
  expect(await look(null, 120_000)).toEqual([120_000, ages]);
  expect(await look(null, 120_001)).toEqual([300_000, ages]);
  expect(await look(FEED, 1_000)).toEqual([300_000, [480_000, 300_000]]);
  expect(await look(null, 500_000)).toEqual([null, ages]);
});
