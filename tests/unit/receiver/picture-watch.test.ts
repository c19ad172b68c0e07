import sharp from "sharp";
import { expect, test } from "vitest";
import { toFeeds } from "#lib/model/feed.ts";
import { StoreError } from "#lib/store/store.ts";
import { FEED } from "../../support/hook.ts";
import { jpegOf, SMALL_JPEG } from "../../support/picture.ts";
import { memoryScene, receiverOn, receiverSettings } from "../../support/receiver.ts";
import { listEntries, listHistory } from "../../support/seen.ts";

const MINUTE = 60_000;

async function plain(background: string): Promise<Uint8Array<ArrayBuffer>> {
  const create = { width: 640, height: 360, channels: 3, background } as const;
  return Uint8Array.from(await sharp({ create }).jpeg().toBuffer());
}

const [DARK, GREY, WHITE] = await Promise.all([plain("#0a0a0a"), plain("#666"), plain("#fff")]);

type Scene = ReturnType<typeof memoryScene>;

/** The faults of the newest picture of each feed. */
async function findFaults({ store, account }: Scene) {
  return toFeeds(await listEntries(store, account)).map(({ newest }) => newest?.faults ?? []);
}

const listFaultHours = ({ store }: Scene) => store.keys().filter((key) => key.startsWith("faults/"));

test("a dark picture is black on the wall, in history, in its hour and in the log line", async () => {
  const scene = memoryScene();
  const { account, now, receive, send, lines, store } = scene;
  for (const ago of [3, 2, 1])
    expect((await receive(send({ body: DARK, time: now - ago }))).status).toBe(200);
  expect(store.keys().filter((key) => key.endsWith(`${FEED},640x360,black.jpg`))).toHaveLength(3);
  expect(await listHistory(store, account)).toMatchObject([1, 2, 3].map(() => ({ faults: ["black"] })));
  expect(lines.at(-1)).toMatchObject({ outcome: "stored", faults: "black" });
  expect(await findFaults(scene)).toEqual([["black"]]);
  // One for an hour, of which there may be two.
  expect(new Set(listFaultHours(scene).map((key) => key.split(",").at(-1)))).toEqual(new Set(["black"]));
  expect(store.requests.filter((request) => request === "PUT faults").length).toBeLessThanOrEqual(2);
  await receive(send({ body: WHITE, time: now }));
  expect(await findFaults(scene)).toEqual([[]]);
  expect(lines.at(-1)).toMatchObject({ outcome: "stored", faults: undefined });
});

test("the settings say how dark a black picture is", async () => {
  const scene = memoryScene({ settings: { watch: { ...receiverSettings().watch, darkBelow: 0.5 } } });
  await scene.receive(scene.send({ body: GREY }));
  expect(await findFaults(scene)).toEqual([["black"]]);
});

test("a picture without its end is damaged", async () => {
  const scene = memoryScene();
  const whole = await jpegOf(640, 360);
  const body = Uint8Array.from([...whole.slice(0, whole.length / 2), 0xff, 0xd9]);
  expect((await scene.receive(scene.send({ body }))).status).toBe(200);
  expect(await findFaults(scene)).toEqual([["damaged"]]);
  expect(await listHistory(scene.store, scene.account)).toMatchObject([{ faults: ["damaged"] }]);
  expect(listFaultHours(scene)).toEqual([expect.stringMatching(/,damaged$/)]);
  expect(scene.lines).toMatchObject([{ outcome: "stored", faults: "damaged" }]);
});

test("a still picture is frozen after five minutes, until it moves", async () => {
  const scene = memoryScene();
  const { now, receive, send, lines } = scene;
  const still = async (time: number) => {
    await receive(send({ time }));
    return findFaults(scene);
  };
  expect(await still(now - 5 * MINUTE - 1)).toEqual([[]]);
  expect(await still(now - 3 * MINUTE)).toEqual([[]]);
  expect(await still(now - 2)).toEqual([[]]);
  expect(await still(now - 1)).toEqual([["frozen"]]);
  expect(lines.at(-1)).toMatchObject({ faults: "frozen" });
  await receive(send({ time: now, body: WHITE }));
  expect(await findFaults(scene)).toEqual([[]]);
});

type Sent = {
  readonly ago: number;
  /** The number of the receiver; 0 by default. */
  readonly by?: number;
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly isOverloaded?: boolean;
  readonly feed?: string;
};

test.each<[string, Sent[], string[][]]>([
  ["frozen for receivers that did not see it begin", [6, 3, 0].map((ago, by) => ({ ago, by })), [["frozen"]]],
  [
    "frozen when two receivers take turns",
    [7, 6, 5, 4, 3, 2, 1, 0].map((ago) => ({ ago, by: ago % 2 })),
    [["frozen"]],
  ],
  [
    "not frozen when another receiver sees other pictures between",
    [8, 7, 6, 5, 4, 3, 2, 1, 0].map((ago) => (ago % 2 === 0 ? { ago } : { ago, by: 1, body: WHITE })),
    [[]],
  ],
  [
    "frozen though some frames were stored under overload",
    [7, 6, 5, 4, 3, 2, 1].map((ago) => ({
      ago,
      by: ago === 2 ? 1 : 0,
      isOverloaded: ago === 4 || ago === 2,
    })),
    [["frozen"]],
  ],
  [
    "frozen for another receiver after a frame under overload",
    [{ ago: 5.5 }, { ago: 5, isOverloaded: true }, { ago: 0, by: 1 }],
    [["frozen"]],
  ],
  [
    "not frozen when another feed shows the same",
    [{ ago: 6 }, { ago: 0, feed: "369e4a86-f937-4254-bd9f-99dc484d2bd6" }],
    [[], []],
  ],
  ["not frozen because of a late frame", [{ ago: 0.1, body: GREY }, { ago: 8 }, { ago: 0 }], [[]]],
])("a picture is %s", async (_, frames, faults) => {
  let isBusy = false;
  const options = { isOverloaded: () => isBusy };
  const scene = memoryScene(options);
  const others = [1, 2].map(() => receiverOn(scene.store, options));
  const receivers = [scene, ...others];
  for (const { ago, by = 0, body = SMALL_JPEG, isOverloaded = false, feed = FEED } of frames) {
    isBusy = isOverloaded;
    await receivers[by]?.receive(scene.send({ time: scene.now - ago * MINUTE, body, feed }));
  }
  expect(await findFaults(scene)).toEqual(faults);
});

test("the settings turn the detection of frozen pictures off", async () => {
  const scene = memoryScene({ settings: { watch: { ...receiverSettings().watch, frozenAfterMs: null } } });
  for (const ago of [8 * MINUTE, 0]) await scene.receive(scene.send({ time: scene.now - ago }));
  expect(await findFaults(scene)).toEqual([[]]);
});

test("a frame is stored although its feed cannot be looked up", async () => {
  const findSource = () => Promise.reject(new StoreError("list", new Error("away")));
  const scene = memoryScene({ through: (store) => ({ ...store, findSource }) });
  expect((await scene.receive(scene.send())).status).toBe(200);
  expect(await findFaults(scene)).toEqual([[]]);
  const warning = { event: "feed-not-looked-up", level: "warn" };
  expect(scene.lines).toContainEqual(expect.objectContaining(warning));
});
