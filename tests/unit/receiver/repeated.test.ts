// Frames out of order, frames that come several times, and several pictures of one frame: all viewers see the same.
import { describe, expect, test } from "vitest";
import { supersedes, type StoredFrame } from "#lib/model/feed.ts";
import type { Store } from "#lib/store/store.ts";
import { FEED } from "../../support/hook.ts";
import { jpegOf, SMALL_JPEG } from "../../support/picture.ts";
import { createMemoryStore } from "../../support/memory-store.ts";
import { memoryScene, newStream, receiverOn, receiverSettings } from "../../support/receiver.ts";
import { findPast, listEntries, listHistory, viewerOf } from "../../support/seen.ts";

const SECOND = 1_000;

/** The frames of a list of which each time is there once. */
function distinct(frames: readonly StoredFrame[]): StoredFrame[] {
  const newest = new Map<number, StoredFrame>();
  for (const frame of frames)
    if (supersedes(frame, newest.get(frame.time) ?? null)) newest.set(frame.time, frame);
  return [...newest.values()];
}

/** The times that viewers see: on the wall, in the history, and on the wall at past moments. */
async function listSeen(store: Store, account: string, moments: readonly number[]) {
  const past = await Promise.all(moments.map((at) => findPast(store, account, at)));
  return {
    wall: (await viewerOf(store, account)()).tiles.map(({ time }) => time),
    history: distinct(await listHistory(store, account)).map(({ time }) => time),
    past: past.map((tiles) => tiles.map(({ time }) => time)),
  };
}

const sizeOf = ({ width, height }: StoredFrame) => [width, height];

test("frames out of order are all in the history and the past, and the newest is on the wall", async () => {
  const { account, now, receive, send, store } = memoryScene();
  const others = [receive, receiverOn(store).receive];
  const ages = [30, 0, 60, 90, 10];
  for (const [n, age] of ages.entries()) {
    expect((await others[n % 2]?.(send({ time: now - age * SECOND })))?.status).toBe(200);
  }
  const times = ages.toSorted((a, b) => a - b).map((age) => now - age * SECOND);
  expect(await listSeen(store, account, times)).toEqual({
    wall: [now],
    history: times,
    past: times.map((time) => [time]),
  });
});

test("while receivers race, the wall never shows an older frame than before", async () => {
  let ahead = 0;
  const store = createMemoryStore(() => Date.now() + ahead);
  const { account, now, send } = newStream();
  const receivers = [1, 2, 3].map(() => receiverOn(store).receive);
  const start = now - 60 * SECOND;
  const look = viewerOf(store, account);
  const seen: number[] = [];
  const watchWall = async () => {
    // A gallery reads the store every two seconds.
    ahead += 2_001;
    const [tile] = (await look()).tiles;
    seen.push(tile?.time ?? 0);
  };
  await receivers[0]?.(send({ time: start }));
  for (let n = 1; n <= 8; n++) {
    const frames = receivers.map((take, r) => take(send({ time: start + (3 * n + r) * SECOND })));
    await Promise.all([...frames, watchWall()]);
  }
  await watchWall();
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect([seen[0], seen.at(-1)]).toEqual([start, start + 26 * SECOND]);
});

describe("a frame that comes again", () => {
  test.each([0, 9 * 60 * SECOND])("after %i ms changes nothing at any receiver", async (age) => {
    const { account, now, receive, send, store, lines } = memoryScene();
    const time = now - age;
    await receive(send({ time }));
    const keys = store.keys();
    const other = receiverOn(store);
    for (const take of [receive, other.receive, receive, other.receive]) {
      expect((await take(send({ time }))).status).toBe(200);
    }
    expect(store.keys()).toEqual(keys);
    expect([...lines, ...other.lines].map(({ outcome }) => outcome)).toEqual([
      "stored",
      ...Array.from({ length: 4 }, () => "duplicate"),
    ]);
    expect(await listHistory(store, account)).toHaveLength(1);
  });

  test("is not lost where two receivers judge it differently, and all viewers see one of both", async () => {
    const { account, now, receive, send, store } = memoryScene();
    const watch = { ...receiverSettings().watch, frozenAfterMs: null };
    const other = receiverOn(store, { settings: { watch } });
    await receive(send({ time: now - 6 * 60 * SECOND }));
    await Promise.all([receive(send()), other.receive(send())]);
    const originals = (await listEntries(store, account)).flatMap((entry) =>
      entry.kind === "frame" && entry.frame.time === now
        ? [{ ...entry.frame, storedAt: entry.storedAt }]
        : [],
    );
    expect(originals.map(({ faults }) => faults.join()).toSorted()).toEqual(["", "frozen"]);
    const [first] = distinct(originals);
    const { tiles } = await viewerOf(store, account)();
    expect(tiles).toMatchObject([{ time: now, faults: first?.faults }]);
    expect(await listSeen(store, account, [now])).toMatchObject({ wall: [now], past: [[now]] });
    expect(distinct(await listHistory(store, account))).toHaveLength(2);
  });
});

describe("another picture under the name of a frame", () => {
  test.each([
    ["of another size", [80, 60]],
    ["of the same size", [64, 36]],
  ] as const)("%s is a conflict to the receiver of the frame", async (_name, [width, height]) => {
    const { receive, send, lines, store } = memoryScene();
    await receive(send());
    const keys = store.keys();
    expect((await receive(send({ body: await jpegOf(width, height) }))).status).toBe(200);
    expect(lines.at(-1)).toMatchObject({ outcome: "conflict", status: 200 });
    expect(store.keys()).toEqual(keys);
  });

  test("of the same size is a conflict to another receiver", async () => {
    const { account, now, receive, send, store } = memoryScene();
    await receive(send());
    const other = receiverOn(store);
    const body = await jpegOf(64, 36);
    expect(Buffer.from(body).equals(SMALL_JPEG)).toBe(false);
    await other.receive(send({ body }));
    expect(other.lines.at(-1)).toMatchObject({ outcome: "conflict" });
    expect(await listSeen(store, account, [now])).toEqual({ wall: [now], history: [now], past: [[now]] });
  });

  test("of another size at another receiver does not take the place of the frame", async () => {
    const { account, now, receive, send, store } = memoryScene();
    await receive(send());
    // Its key comes first, so the time of storing decides.
    await receiverOn(store).receive(send({ body: await jpegOf(16, 9) }));
    const frames = (await listEntries(store, account)).flatMap((entry) =>
      entry.kind === "frame" ? [{ ...entry.frame, storedAt: entry.storedAt }] : [],
    );
    expect(frames).toHaveLength(2);
    for (const all of [frames, await listHistory(store, account)]) {
      expect(distinct(all).map(sizeOf)).toEqual([[64, 36]]);
    }
    expect(await listSeen(store, account, [now])).toEqual({ wall: [now], history: [now], past: [[now]] });
    const [tile] = (await viewerOf(store, account)()).tiles;
    expect(tile?.picture).toContain(`${FEED},64x36.webp`);
  });
});
