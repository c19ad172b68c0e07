// How many pages are rendered at once, and what the readers beyond them get.
import { afterEach, describe, expect, test, vi } from "vitest";
import { createStage, textOf } from "./stage.ts";

afterEach(() => void vi.useRealTimers());

describe("a reader beyond what can be served", () => {
  /** Readers of other pages, whose renderings last until `end`. */
  function occupy(addresses: readonly string[]) {
    const stage = createStage();
    const { promise, resolve } = Promise.withResolvers<object>();
    stage.tell = () => promise;
    const gone = new AbortController();
    const opened = addresses.map((address) => stage.open(address, { gone: gone.signal }));
    return { stage, opened, gone, end: () => resolve({ body: "ended" }) };
  }
  const walls = (count: number) => Array.from({ length: count }, (_, n) => `/wall?q=${n}`);
  const feeds = (count: number) => Array.from({ length: count }, (_, n) => `/feed?stream=a/${n}`);

  test("gets a page that says so and tries again", async () => {
    const { stage, opened, end } = occupy(walls(68));
    await vi.waitFor(() => expect(stage.asked).toHaveLength(4));
    const page = await stage.open("/wall?q=last");
    expect(page).toMatchObject({ status: 503, isShared: false });
    expect(page?.headers).toMatchObject({ "retry-after": "3", "cache-control": "no-store" });
    expect(await textOf(page)).toContain('<meta http-equiv="refresh" content="3">');
    end();
    for (const one of await Promise.all(opened)) expect(one?.status).toBe(200);
    expect((await stage.open("/wall?q=last"))?.status).toBe(200);
  });

  test("waits for renderings whose readers have gone, as they go on", async () => {
    const { stage, opened, gone, end } = occupy(walls(4));
    await vi.waitFor(() => expect(stage.asked).toHaveLength(4));
    gone.abort();
    expect(await Promise.all(opened)).toEqual([null, null, null, null]);
    const next = stage.open("/wall?q=next");
    await new Promise(setImmediate);
    expect(stage.asked).toHaveLength(4);
    end();
    expect((await next)?.status).toBe(200);
  });

  test("does not wait for readers of the past, nor for those of other pages", async () => {
    const { stage, opened, end } = occupy([...feeds(8), "/join?left", "/join?refused", "/nowhere"]);
    await vi.waitFor(() => expect(stage.asked).toHaveLength(6));
    void stage.open("/wall");
    await vi.waitFor(() => expect(stage.asked.at(-1)?.url).toBe("/wall"));
    end();
    await Promise.all(opened);
  });

  test("waits for readers of the past with a part of its page, too", async () => {
    const { stage, opened, end } = occupy(feeds(3));
    const parts = feeds(5).map((address) => stage.open(address, { headers: { rsc: "1" } }));
    await vi.waitFor(() => expect(stage.asked).toHaveLength(4));
    await new Promise(setImmediate);
    expect(stage.asked).toHaveLength(4);
    end();
    await Promise.all([...opened, ...parts]);
    expect(stage.asked).toHaveLength(8);
  });

  test("gets nothing of a page that is made for them alone, after leaving", async () => {
    const { stage, gone } = occupy([]);
    const page = stage.open("/join", { gone: gone.signal });
    await vi.waitFor(() => expect(stage.asked).toHaveLength(1));
    gone.abort();
    expect(await page).toBeNull();
  });

  test("waits for no rendering that takes too long", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { stage, opened } = occupy(walls(4));
    await vi.waitFor(() => expect(stage.asked).toHaveLength(4));
    await vi.advanceTimersByTimeAsync(20_000);
    for (const one of await Promise.all(opened)) expect(one?.status).toBe(503);
    stage.tell = () => ({});
    expect((await stage.open("/wall"))?.status).toBe(200);
  });

  test("takes no permit after leaving the queue", async () => {
    const { stage, opened, gone, end } = occupy(walls(20));
    await vi.waitFor(() => expect(stage.asked).toHaveLength(4));
    gone.abort();
    end();
    await Promise.all(opened);
    expect(await Promise.all(walls(4).map(async (one) => (await stage.open(one))?.status))).toEqual([
      200, 200, 200, 200,
    ]);
    expect(stage.asked).toHaveLength(8);
  });
});

test("an error of Next is not kept, and frees its permit", async () => {
  const stage = createStage();
  stage.tell = () => Promise.reject(new Error("no page"));
  for (let n = 0; n < 5; n += 1) await expect(stage.open("/")).rejects.toThrow("no page");
  expect(stage.asked).toHaveLength(5);
});
