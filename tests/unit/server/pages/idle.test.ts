import { expect, test, vi } from "vitest";
import { createIdleQueue } from "#lib/server/pages/idle.ts";

/** Keeps the event loop busy, 30 ms at a time. */
function keepBusy() {
  let [isBusy, turns] = [true, 0];
  const spin = () => {
    const end = performance.now() + 30;
    while (performance.now() < end);
    turns += 1;
    if (isBusy) setImmediate(spin);
  };
  spin();
  return { countTurns: () => turns, end: () => (isBusy = false) };
}

test("a turn waits for other work, and the next one for this one", async () => {
  const untilIdle = createIdleQueue();
  const came: string[] = [];
  const busy = keepBusy();
  const first = untilIdle().then(() => came.push("first"));
  const second = untilIdle().then(() => came.push("second"));
  await vi.waitFor(() => expect(busy.countTurns()).toBeGreaterThan(6));
  expect(came).toEqual([]);
  busy.end();
  await Promise.all([first, second]);
  expect(came).toEqual(["first", "second"]);
});

test("a turn comes after a second, whatever else there is to do", async () => {
  const busy = keepBusy();
  await createIdleQueue()();
  busy.end();
});
