import { describe, expect, test } from "vitest";
import { FEED } from "../support/hook.ts";
import { entriesOf, historyOf, receiver, scene, shownOf } from "../support/receiving.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const framesOf = async (account: string) =>
  (await entriesOf(account)).flatMap((entry) => (entry.kind === "frame" ? entry.frame.time : []));
const timesOf = async (account: string) => (await historyOf(account)).map(({ time }) => time);

describe("frames that come", () => {
  test("in order are in the log by their time, and in the history newest first", async () => {
    const { account, now, receive, send, store } = scene();
    const times = [now - MINUTE, now - 30 * SECOND, now];
    for (const time of times) await receive(send({ time }));
    expect(await framesOf(account)).toEqual(times);
    expect(await timesOf(account)).toEqual(times.toReversed());
    expect(await shownOf(store, account)).toMatchObject([{ time: now, feed: FEED }]);
  });

  test("out of order are in both as well, and the wall shows the newest", async () => {
    const { account, now, receive, send, store } = scene();
    const ages = [30, 0, 60, 90, 10];
    for (const age of ages) expect((await receive(send({ time: now - age * SECOND }))).status).toBe(200);
    const times = ages.toSorted((a, b) => a - b).map((age) => now - age * SECOND);
    expect(await timesOf(account)).toEqual(times);
    expect(await framesOf(account)).toEqual(times.toReversed());
    expect(await shownOf(store, account)).toMatchObject([{ time: now }]);
  });

  test("late at a receiver that has just started do not hide the newest", async () => {
    const { account, now, receive, send, store } = scene();
    await receive(send());
    await receiver().receive(send({ time: now - MINUTE }));
    expect(await shownOf(store, account)).toMatchObject([{ time: now }]);
    expect(await timesOf(account)).toEqual([now, now - MINUTE]);
  });
});

describe("two receivers that race", () => {
  test("store each frame once, whichever takes it, and show the newest", async () => {
    const { account, now, receive, send, store } = scene();
    const other = receiver();
    const ages = Array.from({ length: 12 }, (_, n) => ((n * 7) % 12) + 1);
    const answers = await Promise.all(
      ages.flatMap((age, n) => {
        const frame = () => send({ time: now - age * SECOND });
        const receivers = n % 3 === 0 ? [receive, other.receive] : [n % 2 === 0 ? receive : other.receive];
        return receivers.map((take) => take(frame()));
      }),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const times = Array.from({ length: 12 }, (_, n) => now - (n + 1) * SECOND);
    expect(await timesOf(account)).toEqual(times);
    expect(await framesOf(account)).toEqual(times.toReversed());
    expect(await shownOf(store, account)).toMatchObject([{ time: now - SECOND }]);
  });

  test("never show an older frame than before while they do", async () => {
    const { account, now, receive, send, store } = scene();
    const receivers = [receive, receiver().receive, receiver().receive];
    const start = now - 60 * SECOND;
    await receive(send({ time: start }));
    const seen: number[] = [];
    for (let n = 1; n <= 8; n++) {
      const frames = receivers.map((take, r) => take(send({ time: start + (3 * n + r) * SECOND })));
      const watched = shownOf(store, account).then(([tile]) => seen.push(tile?.time ?? 0));
      await Promise.all([...frames, watched]);
    }
    expect(seen).toHaveLength(8);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen[0]).toBeGreaterThanOrEqual(start);
  });
});
