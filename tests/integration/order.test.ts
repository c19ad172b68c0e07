import { describe, expect, test } from "vitest";
import { factsOf, historyOf, receiver, scene, shownOf } from "../support/receiving.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const frameFacts = async (account: string) =>
  (await factsOf(account))
    .filter((fact) => fact.includes("/frame="))
    .map((fact) => Number(/=(\d+)/.exec(fact)?.[1]));

describe("frames that come", () => {
  test("in order leave one fact, of the newest, and all frames in history, newest first", async () => {
    const { account, now, receive, send } = scene();
    const times = [now - MINUTE, now - 30 * SECOND, now];
    for (const time of times) await receive(send({ time }));
    expect(await frameFacts(account)).toEqual([now]);
    expect((await historyOf(account)).map((key) => Number(/\/(\d{13})-/.exec(key)?.[1]))).toEqual(
      times.toReversed().map((time) => 9_999_999_999_999 - time),
    );
  });

  test("out of order leave one fact, of the newest, and the late ones in history", async () => {
    const { account, now, receive, send } = scene();
    for (const age of [30, 0, 60, 90, 10])
      expect((await receive(send({ time: now - age * SECOND }))).status).toBe(200);
    expect(await frameFacts(account)).toEqual([now]);
    expect(await historyOf(account)).toHaveLength(5);
  });

  test("late at a receiver that has just started do not hide the newest", async () => {
    const { account, now, receive, send } = scene();
    await receive(send());
    await receiver().receive(send({ time: now - MINUTE }));
    expect(await frameFacts(account)).toEqual([now]);
    expect(await historyOf(account)).toHaveLength(2);
  });

  test("to a receiver that has just started supersede what its predecessor left", async () => {
    const { account, now, receive, send } = scene();
    await receive(send({ time: now - MINUTE }));
    await receiver().receive(send());
    expect(await frameFacts(account)).toEqual([now]);
  });
});

describe("two receivers that race", () => {
  test("show the newest frame, whoever takes which, and the next one clears the rest away", async () => {
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
    expect(await shownOf(store, account)).toMatchObject([{ time: now - SECOND }]);
    expect(await historyOf(account)).toHaveLength(12);

    await receiver().receive(send());
    expect(await frameFacts(account)).toEqual([now]);
  });

  test("never leave a stream without a fact, nor show an older frame than before, while they do", async () => {
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
