import { beforeAll, describe, expect, test, vi } from "vitest";
import { EVERYTHING } from "#lib/access/scope.ts";
import { createGallery } from "#lib/gallery/gallery.ts";
import { type CountedStore, startCountedStore } from "../support/counted-store.ts";
import { FEED } from "../support/hook.ts";
import { newAccount, storeSettings, storeWith } from "../support/receiving.ts";

const deadline = () => AbortSignal.timeout(30_000);
const STREAMS = 1_030;
const SECOND = 1_000;

describe("a wall of more than a thousand streams", () => {
  const account = newAccount();
  const stream = (n: number) => ({ account, name: `camera ${n}` });
  // In a past of their own, where no other test stores anything.
  const now = Date.UTC(2026, 0, 1) + Math.floor(Math.random() * 1e6) * 1_000 * SECOND;
  let counted: CountedStore;

  beforeAll(async () => {
    const store = storeWith();
    const left = Array.from({ length: STREAMS }, (_, n) => n);
    const putAll = async () => {
      for (let n = left.pop(); n !== undefined; n = left.pop()) {
        const time = now - 70 * SECOND + Math.round((n / STREAMS) * 65 * SECOND);
        const size = { width: 640, height: 360, faults: [], isBare: true, source: null } as const;
        const frame = { stream: stream(n), feed: FEED, time, ...size };
        await store.putOriginal(frame, new Uint8Array([1]), null, deadline());
      }
    };
    await Promise.all(Array.from({ length: 16 }, putAll));
    counted = await startCountedStore(storeSettings().endpoint ?? "");
    return () => counted.stop();
  });

  test("is shown whole and in order, for few LISTs before the first paint and one a poll", async () => {
    let at = now;
    const store = { ...storeWith({ endpoint: counted.endpoint }), now: () => at };
    const gallery = createGallery({ store, log: () => undefined, isIndexed: false });
    const tiles = (await gallery.wall(EVERYTHING))?.tiles ?? [];
    expect(counted.count("LIST", "log/")).toBeLessThanOrEqual(4);
    expect(tiles.map(({ name }) => name)).toEqual(Array.from({ length: STREAMS }, (_, n) => stream(n).name));
    // With the second poll, stalled feeds are read in the background.
    counted.reset();
    at += 2 * SECOND;
    await gallery.wall(EVERYTHING);
    await vi.waitFor(() => expect(counted.count("LIST", "log/")).toBe(2));
    counted.reset();
    at += 2 * SECOND;
    expect((await gallery.wall(EVERYTHING))?.tiles).toHaveLength(STREAMS);
    expect(counted.count("LIST", "log/")).toBe(1);
  });
});
