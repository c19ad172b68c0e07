// One frame that comes several times, or as several pictures: everybody must see the same one.
import { describe, expect, test } from "vitest";
import { supersedes } from "#lib/model/feed.ts";
import type { StoredFrame } from "#lib/model/feed.ts";
import { FEED } from "../support/hook.ts";
import { jpegOf, SMALL_JPEG } from "../support/picture.ts";
import {
  entriesOf,
  historyOf,
  keysOf,
  pastOf,
  receiver,
  receiverSettings,
  scene,
  wallOf,
} from "../support/receiving.ts";

const SECOND = 1_000;

/** The frames of a list of which each time is there once. */
function distinct(frames: readonly StoredFrame[]): StoredFrame[] {
  const newest = new Map<number, StoredFrame>();
  for (const frame of frames)
    if (supersedes(frame, newest.get(frame.time) ?? null)) newest.set(frame.time, frame);
  return [...newest.values()];
}

/** All that viewers see: the times on the wall, in history, and on the wall at past moments. */
async function seenOf(account: string, moments: readonly number[]) {
  const past = await Promise.all(moments.map((at) => pastOf(account, at)));
  return {
    wall: (await wallOf(account)).tiles.map(({ time }) => time),
    history: distinct(await historyOf(account)).map(({ time }) => time),
    past: past.map((tiles) => tiles.map(({ time }) => time)),
  };
}

describe("hooks that come", () => {
  test("out of order are all in history and in the past, and the newest is on the wall", async () => {
    const { account, now, receive, send } = scene();
    const times = [now - 60 * SECOND, now - 30 * SECOND, now];
    for (const index of [1, 0, 2]) await receive(send({ time: times[index] ?? 0 }));
    expect(await seenOf(account, times)).toEqual({
      wall: [now],
      history: times.toReversed(),
      past: times.map((time) => [time]),
    });
  });

  test("again, to this receiver and to others, change nothing", async () => {
    const { account, now, receive, send } = scene();
    const times = [now - 5 * SECOND, now];
    for (const time of times) await receive(send({ time }));
    const keys = await keysOf(account);
    const other = receiver();
    for (const time of [...times, ...times.toReversed()]) {
      expect((await receive(send({ time }))).status).toBe(200);
      expect((await other.receive(send({ time }))).status).toBe(200);
    }
    expect(await keysOf(account)).toEqual(keys);
    expect(new Set(other.lines.map(({ outcome }) => outcome))).toEqual(new Set(["duplicate"]));
    expect(await seenOf(account, times)).toEqual({
      wall: [now],
      history: times.toReversed(),
      past: times.map((time) => [time]),
    });
  });

  test("again after minutes, as a replay, leave no trace of when that was", async () => {
    const { account, now, receive, send } = scene();
    const time = now - 9 * 60 * SECOND;
    await receive(send({ time }));
    const keys = await keysOf(account);
    await receive(send({ time }));
    await receiver().receive(send({ time }));
    expect(await keysOf(account)).toEqual(keys);
  });
});

describe("two receivers that take one frame at once", () => {
  test("and judge it differently store one frame for every viewer", async () => {
    const { account, now, receive, send } = scene();
    const watch = { ...receiverSettings().watch, frozenAfterMs: null };
    const other = receiver({ settings: { watch } });
    await receive(send({ time: now - 6 * 60 * SECOND }));
    await Promise.all([receive(send()), other.receive(send())]);
    const originals = (await entriesOf(account)).flatMap((entry) =>
      entry.kind === "frame" && entry.frame.time === now
        ? [{ ...entry.frame, storedAt: entry.storedAt }]
        : [],
    );
    expect(originals.map(({ faults }) => faults.join()).toSorted()).toEqual(["", "frozen"]);
    const [first] = distinct(originals);
    const { tiles } = await wallOf(account);
    expect(tiles).toMatchObject([{ time: now, faults: first?.faults }]);
    expect(await seenOf(account, [now])).toMatchObject({ wall: [now], past: [[now]] });
    expect(distinct(await historyOf(account))).toHaveLength(2);
  });
});

describe("a forged picture under the name of a frame", () => {
  test("of another size is a conflict to the receiver that knows the frame", async () => {
    const { account, receive, send, lines } = scene();
    await receive(send());
    const keys = await keysOf(account);
    expect((await receive(send({ body: await jpegOf(80, 60) }))).status).toBe(200);
    expect(lines.at(-1)).toMatchObject({ outcome: "conflict" });
    expect(await keysOf(account)).toEqual(keys);
  });

  test("of another size, to another receiver, does not take the frame's place", async () => {
    const { account, now, receive, send } = scene();
    await receive(send());
    // Its key comes first, so the time of storing decides.
    await receiver().receive(send({ body: await jpegOf(16, 9) }));
    const sizeOf = ({ width, height }: StoredFrame) => [width, height];
    expect(distinct(await historyOf(account)).map(sizeOf)).toEqual([[64, 36]]);
    const frames = (await entriesOf(account)).flatMap((entry) =>
      entry.kind === "frame" ? [{ ...entry.frame, storedAt: entry.storedAt }] : [],
    );
    expect(frames).toHaveLength(2);
    expect(distinct(frames).map(sizeOf)).toEqual([[64, 36]]);
    expect(await seenOf(account, [now])).toEqual({ wall: [now], history: [now], past: [[now]] });
    const [tile] = (await wallOf(account)).tiles;
    expect(decodeURIComponent(tile?.picture ?? "")).toContain(`${FEED},64x36.webp`);
  });

  test("of the same size is a conflict everywhere", async () => {
    const { account, now, receive, send } = scene();
    await receive(send());
    const other = receiver();
    const body = await jpegOf(64, 36);
    expect(Buffer.from(body).equals(SMALL_JPEG)).toBe(false);
    await other.receive(send({ body }));
    expect(other.lines.at(-1)).toMatchObject({ outcome: "conflict" });
    expect(await seenOf(account, [now])).toEqual({ wall: [now], history: [now], past: [[now]] });
  });
});
