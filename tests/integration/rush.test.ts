// What happens when more comes at once than there is room for.
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { createFrameWriter } from "#lib/receiver/frame-writer.ts";
import { storeFrame } from "#lib/receiver/store-frame.ts";
import { openSpool } from "#lib/spool/files.ts";
import { FEED } from "../support/hook.ts";
import { SMALL_JPEG } from "../support/picture.ts";
import { answerOf, historyOf, keysOf, logOf, receiverSettings, scene } from "../support/receiving.ts";

const MEGABYTE = 1_000_000;

function streamed(request: Request, source: UnderlyingDefaultSource<Uint8Array>): Request {
  return new Request(request, {
    body: new ReadableStream(source, { highWaterMark: 0 }),
    duplex: "half",
  } as RequestInit);
}

/** A JPEG of about so many bytes: comments weigh, and mean nothing (ITU T.81, B.2.4.5). */
function jpegOf(bytes: number): Uint8Array<ArrayBuffer> {
  const comment = Buffer.concat([Buffer.of(0xff, 0xfe, 0xff, 0xff), Buffer.alloc(0xff_ff - 2)]);
  const comments = Array.from({ length: Math.ceil(bytes / comment.length) }, () => comment);
  return Uint8Array.from(Buffer.concat([SMALL_JPEG.slice(0, 2), ...comments, SMALL_JPEG.slice(2)]));
}

describe("under overload", () => {
  test("nothing is read of what cannot be authentic", async () => {
    const { receive, send } = scene();
    for (const signature of [null, "", "sha1=", `sha256=${"0".repeat(40)}`, `sha1=${"0".repeat(39)}`]) {
      let pulled = 0;
      const source = { pull: () => void (pulled += 1) };
      expect((await receive(streamed(send({ signature }), source))).status).toBe(401);
      expect(pulled).toBe(0);
    }
  });

  test("unsigned connections cause no overload", async () => {
    const { account, now, receive, send } = scene();
    const signature = `sha1=${"0".repeat(40)}`;
    const silent = { pull: () => new Promise<never>(() => undefined) };
    const held = Array.from({ length: 110 }, () => streamed(send({ signature }), silent));
    void Promise.all(held.map(receive));
    expect((await receive(send())).status).toBe(200);
    expect(await historyOf(account)).toMatchObject([{ time: now, isBare: false }]);
  });

  test("a frame is stored without its preview when no permit comes in time", async () => {
    const { account, now, store } = scene();
    const writer = createFrameWriter(store, () => undefined, receiverSettings(), "hooks");
    const decoders = { ...writer.decoders, run: () => Promise.resolve("busy" as const) };
    const busy = { ...writer, decoders };
    const frame = { stream: { account, name: "teststream" }, feed: FEED, time: now };
    const task = {
      signal: AbortSignal.timeout(10_000),
      isOverloaded: false,
      findings: null,
      onFindings: () => undefined,
    };
    const outcome = await storeFrame(frame, SMALL_JPEG, busy, task);
    expect(outcome).toMatchObject({ accepted: "stored", isBare: true });
    expect(await logOf(account)).toEqual([`${FEED},64x36,bare.jpg`]);
    expect(await historyOf(account)).toMatchObject([{ isBare: true }]);
  });

  test("all frames that come in one instant are kept", async () => {
    const { account, now, receive, send } = scene();
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) => receive(send({ time: now - n, body: jpegOf(100_000) }))),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 200));
    expect(await historyOf(account)).toHaveLength(30);
  });

  test("what the store has no time for waits on disk, where there is a spool", async () => {
    const directory = await mkdtemp(path.join(tmpdir(), "livewall-rush-"));
    const spool = { directory, maxBytes: 100 * MEGABYTE };
    const { account, now, receive, send, lines } = scene({ settings: { previews: false, spool } });
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, n) => receive(send({ time: now - n * 100 }))),
    );
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    const stored = lines.filter(({ outcome }) => outcome === "stored").length;
    // What the store takes after all, when its time is over, is there as well.
    expect((await historyOf(account)).length).toBeGreaterThanOrEqual(stored);
    expect(await openSpool(spool).list()).toHaveLength(300 - stored);
    expect(lines.filter(({ outcome }) => outcome === "spooled")).toHaveLength(300 - stored);
    expect(stored).toBeLessThan(300);
    await rm(directory, { recursive: true });
  });

  test("more frames are kept without previews than fewer with", async () => {
    const { account, now, receive, send } = scene();
    const answers = await Promise.all(
      Array.from({ length: 260 }, (_, n) => receive(send({ feed: randomUUID(), time: now - n * 100 }))),
    );
    const kept = answers.filter(({ status }) => status === 200).length;
    expect(answers.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
    expect(kept).toBeGreaterThan(0);
    const keys = await keysOf(account);
    expect(keys.filter((key) => key.endsWith(".jpg")).length).toBeGreaterThanOrEqual(kept);
    const previews = (await historyOf(account)).filter(({ isBare }) => !isBare).length;
    // Those that came while there was time for them.
    expect(previews).toBeLessThanOrEqual(100);
    const later = send({ time: now + 1 });
    expect((await receive(later)).status).toBe(200);
    expect(await logOf(account)).toContain(`${FEED},64x36.jpg`);
  });

  test("bodies wait for room, however many they are, and all are kept that there is time for", async () => {
    const { account, now, receive, send } = scene({
      settings: { maxBytesInFlight: 5 * MEGABYTE, previews: false },
    });
    const body = jpegOf(MEGABYTE);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => receive(send({ time: now - n, body }))),
    );
    const kept = answers.filter(({ status }) => status === 200).length;
    expect(kept).toBeGreaterThanOrEqual(5);
    // What was given up at its deadline may arrive all the same.
    expect((await historyOf(account)).length).toBeGreaterThanOrEqual(kept);
    expect(answers.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
  });

  test("who holds room without sending makes room for a frame that comes", async () => {
    const settings = receiverSettings({ maxBytesInFlight: 4.5 * MEGABYTE });
    const { account, receive, send } = scene({ settings });
    // Signed as well as anybody could who does not know the secret.
    const signature = `sha1=${"0".repeat(40)}`;
    const stalled = {
      start: (controller: ReadableStreamDefaultController<Uint8Array>) =>
        controller.enqueue(new Uint8Array(2 * MEGABYTE)),
    };
    const stalling = [1, 2].map(() => receive(streamed(send({ signature }), stalled)));
    const answer = await receive(send({ body: jpegOf(MEGABYTE) }));
    expect(answer.status).toBe(200);
    expect(await historyOf(account)).toHaveLength(1);
    const [first] = await Promise.race(
      stalling.map(async (hook, n) => [await answerOf(await hook), n] as const),
    );
    expect(first).toMatchObject({ status: 408 });
  });
});
