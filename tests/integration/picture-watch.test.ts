import sharp from "sharp";
import { describe, expect, test } from "vitest";
import {
  faultsOf,
  historyOf,
  keysOf,
  logOf,
  receiver,
  receiverSettings,
  scene,
} from "../support/receiving.ts";
import { startFaultyS3 } from "../support/faulty-s3.ts";
import { FEED } from "../support/hook.ts";
import { jpegOf, SMALL_JPEG } from "../support/picture.ts";

const MINUTE = 60_000;

async function plain(background: string): Promise<Uint8Array<ArrayBuffer>> {
  const create = { width: 640, height: 360, channels: 3, background } as const;
  return Uint8Array.from(await sharp({ create }).jpeg().toBuffer());
}

async function faultyHoursOf(account: string): Promise<string[]> {
  return (await keysOf(account)).filter((key) => key.startsWith("faults/"));
}

describe("a picture without light", () => {
  test("is black: on the wall, in history, in its hour and in the log, from its first frame on", async () => {
    const { account, now, receive, send, lines } = scene();
    expect((await receive(send({ body: await plain("#0a0a0a") }))).status).toBe(200);
    expect(await logOf(account)).toEqual([`${FEED},640x360,black.jpg`]);
    expect(await historyOf(account)).toMatchObject([{ faults: ["black"] }]);
    expect(await faultyHoursOf(account)).toEqual([expect.stringMatching(/,black$/)]);
    expect(await faultsOf(account)).toEqual([["black"]]);
    expect(lines.at(-1)).toMatchObject({ outcome: "stored", faults: "black" });
    await receive(send({ body: await plain("#456"), time: now + 1 }));
    expect(await faultsOf(account)).toEqual([[]]);
    expect(lines.at(-1)).toMatchObject({ outcome: "stored", faults: undefined });
  });

  test("is black by the settings' own measure", async () => {
    const watch = { ...receiverSettings().watch, darkBelow: 0.5 };
    const { account, receive, send } = scene({ settings: { watch } });
    await receive(send({ body: await plain("#666") }));
    expect(await faultsOf(account)).toEqual([["black"]]);
  });
});

describe("a picture that stands still", () => {
  test("is frozen after five minutes and not before, and no more once it moves", async () => {
    const { account, now, receive, send, lines } = scene();
    const still = async (time: number) => {
      await receive(send({ time }));
      return faultsOf(account);
    };
    expect(await still(now - 5 * MINUTE - 1)).toEqual([[]]);
    expect(await still(now - 3 * MINUTE)).toEqual([[]]);
    expect(await still(now - 2)).toEqual([[]]);
    expect(await still(now - 1)).toEqual([["frozen"]]);
    expect(lines.at(-1)).toMatchObject({ faults: "frozen" });
    await receive(send({ time: now, body: await plain("#fff") }));
    expect(await faultsOf(account)).toEqual([[]]);
  });

  test("is frozen to receivers that did not see it begin", async () => {
    const { account, now, receive, send } = scene();
    await receive(send({ time: now - 6 * MINUTE }));
    await receiver().receive(send({ time: now - 3 * MINUTE }));
    await receiver().receive(send({ time: now }));
    expect(await faultsOf(account)).toEqual([["frozen"]]);
  });

  test("is not frozen because each of two receivers sees every second picture only", async () => {
    const { account, now, receive, send } = scene();
    const other = receiver();
    for (let minutes = 8; minutes > 0; minutes -= 1) {
      const time = now - minutes * MINUTE;
      if (minutes % 2 === 0) await receive(send({ time }));
      else await other.receive(send({ time, body: await plain("#fff") }));
    }
    await receive(send({ time: now }));
    expect((await faultsOf(account)).flat()).toEqual([]);
  });

  test("is frozen though two receivers take turns", async () => {
    const { account, now, receive, send } = scene();
    const other = receiver();
    for (let minutes = 7; minutes > 0; minutes -= 1) {
      await (minutes % 2 === 0 ? receive : other.receive)(send({ time: now - minutes * MINUTE }));
    }
    await receive(send({ time: now }));
    expect(await faultsOf(account)).toEqual([["frozen"]]);
  });

  test("is frozen though some of its frames were stored under overload, unseen", async () => {
    let isOverloaded = false;
    const { account, now, receive, send } = scene({ isOverloaded: () => isOverloaded });
    const other = receiver({ isOverloaded: () => true });
    for (let minutes = 7; minutes > 0; minutes -= 1) {
      isOverloaded = minutes === 4;
      await (minutes === 2 ? other.receive : receive)(send({ time: now - minutes * MINUTE }));
    }
    expect(await faultsOf(account)).toEqual([["frozen"]]);
    await receive(send({ time: now, body: await plain("#fff") }));
    expect(await faultsOf(account)).toEqual([[]]);
  });

  test("is frozen to another receiver though its last frame was stored under overload", async () => {
    let isOverloaded = false;
    const { account, now, receive, send } = scene({ isOverloaded: () => isOverloaded });
    await receive(send({ time: now - 5.5 * MINUTE }));
    isOverloaded = true;
    await receive(send({ time: now - 5 * MINUTE }));
    await receiver().receive(send({ time: now }));
    expect(await faultsOf(account)).toEqual([["frozen"]]);
  });

  test("is not frozen because another feed of the stream shows the same", async () => {
    const { account, now, receive, send } = scene();
    await receive(send({ time: now - 6 * MINUTE }));
    await receive(send({ time: now, feed: "369e4a86-f937-4254-bd9f-99dc484d2bd6" }));
    expect((await faultsOf(account)).flat()).toEqual([]);
  });

  test("is not frozen by a frame that comes late", async () => {
    const { account, now, receive, send } = scene();
    await receive(send({ time: now - 1, body: await plain("#456") }));
    await receive(send({ time: now - 8 * MINUTE }));
    await receive(send({ time: now }));
    expect(await faultsOf(account)).toEqual([[]]);
  });

  test("is not looked for when the settings say so", async () => {
    const watch = { ...receiverSettings().watch, frozenAfterMs: null };
    const { account, now, receive, send } = scene({ settings: { watch } });
    await receive(send({ time: now - 8 * MINUTE }));
    await receive(send({ time: now }));
    expect(await faultsOf(account)).toEqual([[]]);
  });
});

test("a store that does not say what was before costs the verdict, not the frame", async () => {
  const s3 = await startFaultyS3((method) => (method === "GET" || method === "HEAD" ? "hang" : null));
  try {
    const { account, receive, send, lines } = scene({ store: { endpoint: s3.endpoint } });
    expect((await receive(send({ body: SMALL_JPEG }))).status).toBe(200);
    expect(await faultsOf(account)).toEqual([[]]);
    expect(lines).toContainEqual(expect.objectContaining({ event: "feed-not-looked-up", level: "warn" }));
  } finally {
    await s3.stop();
  }
});

describe("a picture of which a part is missing", () => {
  test("is stored as it is, and damaged on the wall, in history and in its hour", async () => {
    const { account, receive, send, lines } = scene();
    const whole = await jpegOf(640, 360);
    const body = Uint8Array.from([...whole.slice(0, whole.length / 2), 0xff, 0xd9]);
    expect((await receive(send({ body }))).status).toBe(200);
    expect(await faultsOf(account)).toEqual([["damaged"]]);
    expect(await historyOf(account)).toMatchObject([{ faults: ["damaged"] }]);
    expect(await faultyHoursOf(account)).toEqual([expect.stringMatching(/,damaged$/)]);
    expect(lines).toMatchObject([{ outcome: "stored", faults: "damaged" }]);
  });
});

test("a fault is put once for an hour, however many pictures have it", async () => {
  const { account, now, receive, send } = scene();
  const dark = await plain("#000");
  for (const ago of [3, 2, 1, 0]) await receive(send({ time: now - ago, body: dark }));
  expect((await faultyHoursOf(account)).length).toBeLessThanOrEqual(2);
});
