import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test, vi } from "vitest";
import { BUSY } from "#lib/server/pages/busy.ts";
import { toEncodable } from "#lib/server/pages/encoding.ts";
import { createSharedPages, type Page } from "#lib/server/pages/shared-pages.ts";

const HERE = new AbortController().signal;

function toPage(isShared = true): Page {
  return { status: 200, headers: {}, body: toEncodable(Buffer.from("page")), isShared };
}

function createStage() {
  const clock = { now: 0 };
  const renderings: { page: PromiseWithResolvers<Page>; signal: AbortSignal }[] = [];
  const render = vi.fn((signal: AbortSignal) => {
    const page = Promise.withResolvers<Page>();
    renderings.push({ page, signal });
    return page.promise;
  });
  return { clock, renderings, render, pages: createSharedPages(() => clock.now) };
}

test("readers of one key share a rendering, and its page for a second after it", async () => {
  const { pages, render, renderings, clock } = createStage();
  const both = [pages.open("a", render, HERE), pages.open("a", render, HERE)];
  const page = toPage();
  renderings[0]?.page.resolve(page);
  for (const one of await Promise.all(both)) expect(one).toBe(page);
  clock.now = 999;
  expect((await pages.open("a", render, HERE))?.body).toBe(page.body);
  expect(render).toHaveBeenCalledOnce();
  clock.now = 1_000;
  void pages.open("a", render, HERE);
  expect(render).toHaveBeenCalledTimes(2);
});

test("a page that is too old is not kept in memory until its address is opened again", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const { pages, clock } = createStage();
  const openNew = async (key: string) => new WeakRef(await open(key));
  async function open(key: string): Promise<object> {
    const page = await pages.open(key, () => Promise.resolve(toPage()), HERE);
    if (page === null) throw new Error("There is no page.");
    return page.body;
  }
  const old = await openNew("?q=old");
  clock.now = 1_000;
  const recent = await openNew("?q=recent");
  // A failed assertion would keep the page itself.
  const isKept = (page: WeakRef<object>) => page.deref() !== undefined;
  await vi.waitFor(() => {
    collect();
    expect(isKept(old)).toBe(false);
  });
  expect(isKept(recent)).toBe(true);
});

test("readers of other keys share nothing", () => {
  const { pages, render } = createStage();
  for (const key of ["a", "b"]) void pages.open(key, render, HERE);
  expect(render).toHaveBeenCalledTimes(2);
});

test("a page that is not shared is made again for each reader", async () => {
  const { pages, render, renderings } = createStage();
  const [first, second] = [pages.open("a", render, HERE), pages.open("a", render, HERE)];
  renderings[0]?.page.resolve(toPage(false));
  const own = await first;
  await vi.waitFor(() => expect(renderings).toHaveLength(2));
  renderings[1]?.page.resolve(toPage(false));
  expect(await second).not.toBe(own);
  void pages.open("a", render, HERE);
  expect(renderings).toHaveLength(3);
});

test("all who waited in vain for one rendering are told so", async () => {
  const { pages, render, renderings } = createStage();
  const both = [pages.open("a", render, HERE), pages.open("a", render, HERE)];
  renderings[0]?.page.resolve(BUSY);
  expect(await Promise.all(both)).toEqual([BUSY, BUSY]);
  expect(render).toHaveBeenCalledOnce();
  void pages.open("a", render, HERE);
  expect(render).toHaveBeenCalledTimes(2);
});

test("an error is not kept", async () => {
  const { pages, render, renderings } = createStage();
  const failed = pages.open("a", render, HERE);
  renderings[0]?.page.reject(new Error("no page"));
  await expect(failed).rejects.toThrow("no page");
  void pages.open("a", render, HERE);
  expect(render).toHaveBeenCalledTimes(2);
});

describe("a rendering", () => {
  test("stops with its last reader, not with its first", async () => {
    const { pages, render, renderings } = createStage();
    const readers = [new AbortController(), new AbortController()];
    const opened = readers.map(({ signal }) => pages.open("a", render, signal));
    readers[0]?.abort();
    expect(await opened[0]).toBeNull();
    expect(renderings[0]?.signal.aborted).toBe(false);
    readers[1]?.abort();
    expect(await opened[1]).toBeNull();
    expect(renderings[0]?.signal.aborted).toBe(true);
    renderings[0]?.page.reject(new Error("stopped"));
    // The next reader does not wait for one that was stopped.
    void pages.open("a", render, HERE);
    expect(render).toHaveBeenCalledTimes(2);
  });

  test("does not begin for a reader that has left", async () => {
    const { pages, render } = createStage();
    expect(await pages.open("a", render, AbortSignal.abort())).toBeNull();
    expect(render).not.toHaveBeenCalled();
  });
});

test("the pages that are kept have a bound in bytes", async () => {
  const { pages } = createStage();
  const body = toEncodable(Buffer.alloc(1_000_000));
  const render = vi.fn(() => Promise.resolve({ ...toPage(), body }));
  for (let n = 0; n < 40; n++) await pages.open(String(n), render, HERE);
  await pages.open("39", render, HERE);
  expect(render).toHaveBeenCalledTimes(40);
  await pages.open("0", render, HERE);
  expect(render).toHaveBeenCalledTimes(41);
});
