import { expect, test } from "vitest";
import { EVERYTHING } from "#lib/access/scope.ts";
import { BudgetError } from "#lib/history/budget.ts";
import { createHistory } from "#lib/history/history.ts";
import { DAY, NOON, STREAM } from "../../support/entries.ts";
import { createMemoryBucket } from "../../support/memory-bucket.ts";

const HALF_MINUTE = 30_000;
const PER_SECOND = 10;

test("a client that asks for anything in a loop costs no more than its half of the budget", async () => {
  const clock = { now: 0 };
  const store = createMemoryBucket(() => NOON);
  const history = createHistory({
    store,
    log: () => undefined,
    listsPerSecond: PER_SECOND,
    logDays: 7,
    originals: true,
    isKnown: ({ name }) => name === STREAM.name,
    elapsed: () => clock.now,
    delay: () => Promise.resolve(),
  });
  const abuser = { scope: EVERYTHING, client: "203.0.113.9" };
  const known = { stream: STREAM, source: null, feed: null };
  const unknown = { ...known, stream: { ...STREAM, name: "unknown" } };
  const places = { latest: NOON, atLeast: -Infinity };
  let asked = 0;
  /** Another moment each time. */
  const time = () => {
    asked += 1;
    return Math.floor((NOON - ((asked * 0.618) % 1) * 6 * DAY) / HALF_MINUTE) * HALF_MINUTE;
  };
  const attacks = [
    () => history.wallAt(abuser, time()),
    () => history.framesOfLog(abuser, [STREAM], [time(), time()]),
    () => history.framesOfHistory(abuser, STREAM, [time()]),
    () => history.frameOfLog(abuser, STREAM, { feed: "f", time: time() }),
    () => history.moment(abuser, { ...known, at: time() }, places),
    () => history.moment(abuser, { ...unknown, at: time() }, places),
    () => history.coverage(abuser, known, [time() - DAY, time()]),
    () => history.coverage(abuser, unknown, [time() - 20 * DAY, time()]),
    () => history.liveCounts(abuser, [NOON - DAY - asked * HALF_MINUTE, time()]),
    () => history.faultHours(abuser, [time() - DAY, time()]),
  ];
  const errors: unknown[] = [];
  const seconds = 20;
  for (; clock.now < seconds * 1_000; clock.now += 500) {
    const answers = await Promise.allSettled(
      Array.from({ length: 5 }, () => attacks.map((attack) => attack())).flat(),
    );
    errors.push(
      ...answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason as unknown] : [])),
    );
  }
  expect(errors.length).toBeGreaterThan(0);
  expect(errors.every((error) => error instanceof BudgetError)).toBe(true);
  // The saved half, the half of the rate, and what may wait.
  expect(store.count()).toBeLessThanOrEqual(60 + (PER_SECOND / 2) * seconds + PER_SECOND + 1);
  const before = store.count();
  // It is before all that was read.
  await history.wallAt({ scope: EVERYTHING, client: "198.51.100.7" }, NOON - 6.5 * DAY);
  expect(store.count()).toBeGreaterThan(before);
});
