import { afterEach, describe, expect, test, vi } from "vitest";
import { createAdmission } from "#lib/receiver/admission/admission.ts";
import { readBody } from "#lib/receiver/body.ts";

const MAX_BYTES = 1_000;
const DEADLINE_MS = 10_000;

type Source = UnderlyingDefaultSource<Uint8Array>;

/** Reads a body of a stream, which does not declare its length. */
function read(source: Source, headers: Record<string, string> = {}, admission = createAdmission(1e9, false)) {
  const body = new ReadableStream(source, { highWaterMark: 0 });
  const init = { method: "POST", headers, body, duplex: "half" } as RequestInit;
  return readBody(new Request("http://localhost/", init), MAX_BYTES, admission.admit());
}

/** Sends so many chunks of 100 bytes, and records how far they were read. */
function createChunks(count: number) {
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

const silent: Source = { pull: () => new Promise(() => undefined) };

afterEach(() => void vi.useRealTimers());

describe("a body", () => {
  test("is read in its order, and leaves no timer behind", async () => {
    vi.useFakeTimers();
    const body = await read(createChunks(3).source);
    expect(body).toEqual(Buffer.concat([0, 1, 2].map((value) => Buffer.alloc(100, value))));
    expect(vi.getTimerCount()).toBe(0);
  });

  test("may be missing, empty or of the maximum size", async () => {
    const missing = new Request("http://localhost/", { method: "POST" });
    expect(await readBody(missing, MAX_BYTES, createAdmission(1e9, false).admit())).toHaveLength(0);
    expect(await read(createChunks(0).source)).toHaveLength(0);
    expect(await read(createChunks(10).source)).toHaveLength(MAX_BYTES);
  });

  test("that declares to be too large is not read", async () => {
    const { seen, source } = createChunks(1);
    expect(await read(source, { "content-length": String(MAX_BYTES + 1) })).toBe("too-large");
    expect(seen).toEqual({ pulled: 0, cancelled: true });
  });

  test.each(["", "1", "-1", "many"])(
    "that is too large is given up although it declares %j",
    async (length) => {
      const { seen, source } = createChunks(1_000_000);
      expect(await read(source, { "content-length": length })).toBe("too-large");
      expect(seen).toEqual({ pulled: 11, cancelled: true });
    },
  );

  test.each([Infinity, 500])(
    "that comes byte by byte, every %i ms, is too slow after ten seconds",
    async (ms) => {
      vi.useFakeTimers();
      const cancel = vi.fn();
      const pull: Source["pull"] = async (controller) => {
        const { promise, resolve } = Promise.withResolvers<undefined>();
        if (ms !== Infinity) setTimeout(resolve, ms);
        await promise;
        if (cancel.mock.calls.length === 0) controller.enqueue(Uint8Array.of(1));
      };
      const body = read({ pull, cancel });
      await vi.advanceTimersByTimeAsync(DEADLINE_MS);
      expect(await body).toBe("too-slow");
      expect(cancel).toHaveBeenCalled();
    },
  );

  test("is read before those of silent senders end", async () => {
    const admission = createAdmission(1e9, false);
    const waiting = Array.from({ length: 200 }, () => read(silent, {}, admission));
    expect(await Promise.race([read(createChunks(3).source, {}, admission), ...waiting])).toHaveLength(300);
  });
});
