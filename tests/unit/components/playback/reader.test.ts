import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createStreamReader } from "#components/playback/stream-reader.ts";
import { createWallReader } from "#components/playback/wall-reader.ts";
import { RateLimited } from "#components/data/fetch-json.ts";
import type { PastQuery } from "#components/data/fetch-past.ts";

const SECOND = 1_000;
const STEP = 30 * SECOND;
const NOON = 1_795_435_200_000;
const steps = (count: number) => NOON - count * STEP;

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
});
afterEach(() => {
  vi.useRealTimers();
});
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** A server that answers after a while, or with an error. */
function serve<Q, A>(ms: number, answer: (query: Q) => A) {
  const server = { queries: [] as Q[], error: null as Error | null, isWhole: true };
  const ask = async (query: Q): Promise<A & { isWhole: boolean }> => {
    server.queries.push(query);
    await new Promise((resolve) => setTimeout(resolve, ms));
    if (server.error !== null) throw server.error;
    return { ...answer(query), isWhole: server.isWhole };
  };
  return Object.assign(server, { ask });
}

const wanted = (at: number, count = 1, latest = NOON) => ({ at, stepMs: STEP, count, latest });

/** A reader of a server that has a frame of every stream at every half minute. */
function openStreams() {
  const server = serve(SECOND, ({ streams, at, stepMs, count }: PastQuery) => {
    const frames = Array.from({ length: count }, (_, place) => {
      const time = at + place * stepMs;
      const shape = { aspect: 16 / 9, original: null };
      return { feed: "feed", time, source: null, faults: [], picture: String(time), ...shape };
    }).reverse();
    return { frames: Object.fromEntries(streams.map((stream) => [stream, frames])) };
  });
  return { server, reader: createStreamReader(server.ask) };
}

/** A reader of a server that knows the tiles of every moment. */
function openWall() {
  const server = serve(SECOND / 10, (at: number) => ({ at, tiles: [] }));
  return { server, reader: createWallReader(openStreams().reader, server.ask) };
}

describe("a reader of streams", () => {
  test("requests the watched moments only, concurrently and once", async () => {
    const { reader, server } = openStreams();
    reader.look(wanted(steps(100)));
    await pass(SECOND);
    expect(server.queries).toEqual([]);
    reader.watch("a/one");
    reader.watch("a/two");
    reader.watch("a/three")();
    await pass(2 * SECOND);
    reader.look(wanted(steps(100)));
    await pass(2 * SECOND);
    expect(server.queries).toEqual([{ streams: ["a/one", "a/two"], at: steps(100), stepMs: STEP, count: 1 }]);
    expect(reader.shown("a/one", steps(100))).toMatchObject([{ time: steps(100) }]);
    expect(reader.shown("a/three", steps(100))).toBeUndefined();
  });

  test("requests a moment as soon as it exists", async () => {
    const { reader, server } = openStreams();
    reader.watch("a/one");
    reader.look(wanted(NOON, 12));
    await pass(2 * SECOND);
    expect(reader.isReady(NOON)).toBe(true);
    expect(server.queries).toHaveLength(1);
    reader.look(wanted(NOON, 12, NOON + STEP));
    await pass(2 * SECOND);
    expect(reader.isReady(NOON + STEP)).toBe(true);
  });

  test("requests one place after the other while a slider is dragged, and its last one", async () => {
    const { reader, server } = openStreams();
    reader.watch("a/one");
    for (let place = 200; place > 100; place -= 1) {
      reader.look(wanted(steps(place)));
      await pass(20);
    }
    await pass(3 * SECOND);
    expect(server.queries.length).toBeLessThanOrEqual(4);
    expect(server.queries.at(-1)?.at).toBe(steps(101));
    expect(reader.shown("a/one", steps(101))).toHaveLength(1);
  });

  test("reads ahead while the past is played, each moment once and none of the future", async () => {
    const { reader, server } = openStreams();
    reader.watch("a/one");
    for (let place = 40; place >= 0; place -= 1) {
      reader.look(wanted(steps(place), 12));
      await pass(SECOND);
    }
    const moments = server.queries.flatMap(({ at, count }) =>
      Array.from({ length: count }, (_, place) => at + place * STEP),
    );
    expect(Math.max(...moments)).toBe(NOON);
    // The last minute is read again.
    const settled = moments.filter((moment) => moment <= NOON - 60 * SECOND);
    expect(new Set(settled).size).toBe(settled.length);
    expect(reader.isReady(NOON)).toBe(true);
  });

  test("splits what is too much for one request, or too long for its address", async () => {
    const { reader, server } = openStreams();
    for (let n = 0; n < 100; n += 1) reader.watch(`a/${"東".repeat(n % 2 === 0 ? 1 : 80)} ${n}`);
    reader.look(wanted(steps(9), 12));
    await pass(2 * SECOND);
    expect(server.queries.flatMap(({ streams }) => streams)).toHaveLength(100);
    for (const { streams, count } of server.queries) {
      expect(streams.length).toBeLessThanOrEqual(48);
      expect(streams.length * count).toBeLessThanOrEqual(480);
      expect(streams.map(encodeURIComponent).join("&stream=").length).toBeLessThan(6_100);
    }
  });

  test("reports a server that does not answer, and tries again", async () => {
    const { reader, server } = openStreams();
    server.error = new Error("no answer");
    reader.watch("a/one");
    reader.look(wanted(steps(100)));
    await pass(2 * SECOND);
    expect(reader.status()).toBe("failing");
    server.error = null;
    await pass(6 * SECOND);
    expect(reader.status()).toBe("ok");
    expect(reader.shown("a/one", steps(100))).toHaveLength(1);
  });

  test("waits as long as a busy server says, even if another moment is wanted", async () => {
    const { reader, server } = openStreams();
    server.error = new RateLimited("7");
    reader.watch("a/one");
    reader.look(wanted(steps(100)));
    await pass(2 * SECOND);
    expect(reader.status()).toBe("slow");
    server.error = null;
    reader.look(wanted(steps(90)));
    await pass(4 * SECOND);
    expect(server.queries).toHaveLength(1);
    await pass(4 * SECOND);
    expect(reader.status()).toBe("ok");
    expect(reader.shown("a/one", steps(90))).toHaveLength(1);
  });
});

describe("a reader of walls", () => {
  test("reads the tiles of each moment once, and of none in the future", async () => {
    const { reader, server } = openWall();
    reader.look(wanted(steps(5), 12));
    await pass(10 * SECOND);
    expect(server.queries).toEqual([5, 4, 3, 2, 1, 0].map(steps));
    expect(reader.wall(steps(1))?.at).toBe(steps(1));
    expect(reader.isReady(steps(1))).toBe(true);
    expect(reader.isReady(steps(6))).toBe(false);
  });

  test("requests at most two moments a second", async () => {
    const { reader, server } = openWall();
    for (let place = 200; place > 100; place -= 1) {
      reader.look(wanted(steps(place)));
      await pass(20);
    }
    await pass(SECOND);
    expect(server.queries.length).toBeLessThanOrEqual(6);
    expect(server.queries.at(-1)).toBe(steps(101));
  });

  test("reports a busy server", async () => {
    const { reader, server } = openWall();
    server.error = new RateLimited("4");
    reader.look(wanted(steps(100)));
    await pass(SECOND);
    expect(reader.status()).toBe("slow");
  });

  test("shows a moment that is read in part, and reads it until it is whole", async () => {
    const { reader, server } = openWall();
    server.isWhole = false;
    reader.look(wanted(steps(100)));
    await pass(SECOND / 2);
    expect(reader.wall(steps(100))?.isWhole).toBe(false);
    server.isWhole = true;
    await pass(2 * SECOND);
    expect(reader.wall(steps(100))?.isWhole).toBe(true);
    expect(server.queries).toHaveLength(2);
  });
});
