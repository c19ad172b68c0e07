import { afterEach, describe, expect, test, vi } from "vitest";
import { readBody as readClaimed } from "#lib/receiver/body.ts";
import { createByteBudget } from "#lib/receiver/byte-budget.ts";
import { createReading } from "#lib/receiver/reading.ts";

const LIMIT = 1_000;
const DEADLINE_MS = 10_000;

/** A body that has all the room it wants, and its turn at once. */
const readBody = (request: Request, limit: number) =>
  readClaimed(request, limit, createByteBudget(1e9).open(), createReading().open());

type Source = UnderlyingDefaultSource<Uint8Array>;

/** A request whose body comes from a stream, so that nothing declares its length. */
function streamed(source: Source, headers: Record<string, string> = {}): Request {
  return new Request("http://localhost/", {
    method: "POST",
    headers,
    body: new ReadableStream(source, { highWaterMark: 0 }),
    duplex: "half",
  } as RequestInit);
}

/** Brings so many chunks of 100 bytes, and knows what became of them. */
function chunks(count: number) {
  const seen = { pulled: 0, cancelled: false };
  const source: Source = {
    pull(controller) {
      if (seen.pulled === count) controller.close();
      else controller.enqueue(new Uint8Array(100).fill(seen.pulled++));
    },
    cancel: () => void (seen.cancelled = true),
  };
  return { seen, source };
}

afterEach(() => {
  vi.useRealTimers();
});

describe("a body", () => {
  test("is read whole, in its order", async () => {
    const body = await readBody(streamed(chunks(3).source), LIMIT);
    expect(body).toEqual(Buffer.concat([0, 1, 2].map((value) => Buffer.alloc(100, value))));
  });

  test("leaves no timer behind", async () => {
    vi.useFakeTimers();
    await readBody(streamed(chunks(3).source), LIMIT);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("may be missing, empty or exactly as long as allowed", async () => {
    expect(await readBody(new Request("http://localhost/", { method: "POST" }), LIMIT)).toHaveLength(0);
    expect(await readBody(streamed(chunks(0).source), LIMIT)).toHaveLength(0);
    expect(await readBody(streamed(chunks(10).source), LIMIT)).toHaveLength(LIMIT);
  });

  test("that declares to be too large is not read at all", async () => {
    const { seen, source } = chunks(1);
    const request = streamed(source, { "content-length": String(LIMIT + 1) });
    expect(await readBody(request, LIMIT)).toBe("too-large");
    expect(seen).toEqual({ pulled: 0, cancelled: true });
  });

  test.each(["", "0", "1", "-1", "many", "1e1"])(
    "that is too large is read no further than it need be, though it declares %j",
    async (length) => {
      const { seen, source } = chunks(1_000_000);
      expect(await readBody(streamed(source, { "content-length": length }), LIMIT)).toBe("too-large");
      expect(seen).toEqual({ pulled: 11, cancelled: true });
    },
  );

  test("that breaks off is broken", async () => {
    const source: Source = { pull: (controller) => controller.error(new Error("socket hang up")) };
    expect(await readBody(streamed(source), LIMIT)).toBe("broken");
  });

  test("that stays out for ten seconds is too slow, and is let go", async () => {
    vi.useFakeTimers();
    let cancelled = false;
    const source: Source = {
      pull: () => new Promise(() => undefined),
      cancel: () => void (cancelled = true),
    };
    const body = readBody(streamed(source), LIMIT);
    await vi.advanceTimersByTimeAsync(DEADLINE_MS);
    expect(await body).toBe("too-slow");
    expect(cancelled).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("that has nothing to show takes no turn from one that is there", async () => {
    const reading = createReading();
    const read = (source: Source) =>
      readClaimed(streamed(source), LIMIT, createByteBudget(1e9).open(), reading.open());
    const silent = { pull: () => new Promise<never>(() => undefined) };
    const waiting = Array.from({ length: 200 }, () => read(silent));
    expect(await Promise.race([read(chunks(3).source), ...waiting])).toHaveLength(300);
  });

  test("that trickles for ten seconds is too slow, though it never stops", async () => {
    vi.useFakeTimers();
    let next: NodeJS.Timeout | undefined;
    const source: Source = {
      pull: (controller) =>
        new Promise((resolve) => {
          next = setTimeout(() => {
            controller.enqueue(Uint8Array.of(1));
            resolve();
          }, 500);
        }),
      cancel: () => clearTimeout(next),
    };
    const body = readBody(streamed(source), LIMIT);
    await vi.advanceTimersByTimeAsync(DEADLINE_MS);
    expect(await body).toBe("too-slow");
  });
});
