import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createFrameWriter } from "#lib/receiver/frame-writer.ts";
import { storeFrame } from "#lib/receiver/store-frame.ts";
import type { Store } from "#lib/store/store.ts";
import { FEED } from "../../support/hook.ts";
import { SMALL_JPEG } from "../../support/picture.ts";
import { memoryScene, receiverSettings, secretOf } from "../../support/receiver.ts";
import { listHistory, shownOf } from "../../support/seen.ts";
import { useFakeTime } from "./fake-time.ts";

/** Not signed by the provider, but in the form of a signature. */
const FORGED = `sha1=${"0".repeat(40)}`;

/** A hook whose body begins with a chunk and never ends. */
function stalled(hook: Request, bytes: number): Request {
  const start = (controller: ReadableStreamDefaultController) => controller.enqueue(new Uint8Array(bytes));
  const body = new ReadableStream({ start, pull: () => new Promise(() => undefined) }, { highWaterMark: 0 });
  return new Request(hook, { body, duplex: "half" } as RequestInit);
}

afterEach(() => void vi.useRealTimers());

describe("an accepted thumbnail", () => {
  test("has one log line without its signature", async () => {
    const { stream, now, receive, send, lines } = memoryScene();
    await receive(send());
    expect(lines).toEqual([
      {
        event: "hook",
        outcome: "stored",
        status: 200,
        bytes: SMALL_JPEG.byteLength,
        signedBySecret: 1,
        stream,
        feed: FEED,
        generated: new Date(now).toISOString(),
        delivered: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
        durationMs: expect.any(Number) as unknown,
        detail: undefined,
      },
    ]);
  });

  test.each([
    ["parameters and capitals in its type", { contentType: "Image/JPEG; charset=x" }],
    ["a declared length that is too long", { headers: { "content-length": "4000" } }],
  ])("may have %s", async (_name, hook) => {
    const { receive, send, lines } = memoryScene();
    expect((await receive(send(hook))).status).toBe(200);
    expect(lines).toMatchObject([{ outcome: "stored" }]);
  });

  test("may be signed with an older secret, whose number is in the log", async () => {
    const older = Buffer.from("an older secret").toString("base64");
    const newer = Buffer.from("a newer secret").toString("base64");
    const { receive, send, lines } = memoryScene({
      settings: { secrets: [secretOf(newer), secretOf(older)] },
    });
    expect((await receive(send({ secret: older }))).status).toBe(200);
    expect(lines).toMatchObject([{ outcome: "stored", signedBySecret: 2 }]);
  });

  test("without a preview is bare in the log and in the history", async () => {
    const { account, now, receive, send, store } = memoryScene({ settings: { previews: false } });
    await receive(send());
    expect(store.keys()[0]).toMatch(/^log\/.*,64x36,bare\.jpg$/);
    expect(await listHistory(store, account)).toMatchObject([{ time: now, isBare: true }]);
  });

  test("has its preview though the lookup of its feed hangs", async () => {
    useFakeTime();
    const asked = Promise.withResolvers<undefined>();
    const hang = (signal: AbortSignal) =>
      new Promise<never>((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(new Error("hung")));
        asked.resolve(undefined);
      });
    const through = (store: Store): Store => ({
      ...store,
      findSource: (_stream, _feed, signal) => hang(signal),
      listPreviews: (_stream, _from, _count, signal) => hang(signal),
    });
    const { account, receive, send, store } = memoryScene({ through });
    const answer = receive(send());
    await asked.promise;
    // Its preview has half a second more, however slow this machine is.
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await answer).status).toBe(200);
    expect(await listHistory(store, account)).toMatchObject([{ isBare: false }]);
  });

  test("is an original alone where streams have no history", async () => {
    const { account, now, receive, send, store } = memoryScene({
      settings: { previews: false, index: false },
    });
    await receive(send());
    expect(store.keys()).toEqual([expect.stringMatching(/^log\/.*,64x36,bare\.jpg$/)]);
    expect(await shownOf(store, account)).toMatchObject([{ feed: FEED, time: now }]);
  });
});

describe("under overload", () => {
  test("frames are stored without previews and lookups", async () => {
    const { receive, send, store } = memoryScene({ isOverloaded: () => true });
    expect((await receive(send())).status).toBe(200);
    expect(store.requests).toEqual(["PUT log", "PUT previews"]);
    expect(store.keys()[0]).toMatch(/,64x36,bare\.jpg$/);
  });

  test("of more hooks than have previews, all frames are stored", async () => {
    const { account, now, receive, send, store, lines } = memoryScene();
    const hooks = Array.from({ length: 130 }, (_, n) => send({ feed: randomUUID(), time: now - n * 10 }));
    const answers = await Promise.all(hooks.map(receive));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const history = await listHistory(store, account);
    expect(history).toHaveLength(130);
    expect(history.filter(({ isBare }) => !isBare).length).toBeLessThanOrEqual(100);
    await receive(send({ time: now + 1 }));
    expect(lines.at(-1)).toMatchObject({ outcome: "stored" });
    expect(store.keys().some((key) => key.endsWith(`${FEED},64x36.jpg`))).toBe(true);
  });

  test("unsigned connections cause no overload", async () => {
    const { account, receive, send, store } = memoryScene();
    const held = Array.from({ length: 110 }, () => stalled(send({ signature: FORGED }), 1));
    void Promise.all(held.map(receive));
    expect((await receive(send())).status).toBe(200);
    expect(await listHistory(store, account)).toMatchObject([{ isBare: false }]);
  });

  test("a body that stalls makes room for another one after two seconds: 408", async () => {
    vi.useFakeTimers();
    const MAX_BYTES = 4_000_000;
    const { receive, send } = memoryScene({ settings: { maxBytesInFlight: MAX_BYTES, previews: false } });
    const held = [1, 2].map(() => receive(stalled(send({ signature: FORGED }), MAX_BYTES / 2)));
    const other = receive(send());
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await other).status).toBe(200);
    expect((await Promise.race(held)).status).toBe(408);
  });

  test("a frame without a permit for a decoder is stored without its preview", async () => {
    const { account, now, store } = memoryScene();
    const writer = createFrameWriter(store, () => undefined, receiverSettings(), "hooks");
    const busy = { ...writer, decoders: { ...writer.decoders, run: () => Promise.resolve("busy" as const) } };
    const frame = { stream: { account, name: "teststream" }, feed: FEED, time: now };
    const task = { isOverloaded: false, findings: null, onFindings: () => undefined };
    const outcome = await storeFrame(frame, SMALL_JPEG, busy, {
      ...task,
      signal: AbortSignal.timeout(10_000),
    });
    expect(outcome).toMatchObject({ accepted: "stored", isBare: true });
    expect(await listHistory(store, account)).toMatchObject([{ isBare: true }]);
  });
});
