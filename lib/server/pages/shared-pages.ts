import type { OutgoingHttpHeaders } from "node:http";
import { LRUCache } from "lru-cache";
import type { Encodable } from "./encoding.ts";

/** A page as it is sent. */
export type Page = {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Encodable;
  /** False for a page of one reader. */
  readonly isShared: boolean;
};

export type SharedPages = {
  /**
   * Returns the page of a key, rendered at most a second ago. All who ask meanwhile wait for one rendering, which stops
   * when the last of them has gone.
   *
   * @param reader ends when the reader has gone
   * @returns null for a reader that has left
   * @throws what `render` throws
   */
  readonly open: (key: string, render: Render, reader: AbortSignal) => Promise<Page | null>;
};

type Render = (signal: AbortSignal) => Promise<Page>;
type Rendering = {
  readonly page: Promise<Page>;
  readonly stop: AbortController;
  readonly forget: () => void;
  readers: number;
};

/** Of a page that was not rendered, for all who waited for it. */
const BUSY_STATUS = 503;
const SHARED_MS = 1_000;
const MAX_BYTES = 64_000_000;
const MAX_PAGES = 2_000;
/** A page is kept with both of its encodings. */
const sizeOf = ({ body }: { body: Encodable }) => 1_000 + 2 * body.length;

/** @param now ms, of a clock that is never set */
export function createSharedPages(now: () => number): SharedPages {
  const rendered = new LRUCache<string, Page & { readonly until: number }>({
    max: MAX_PAGES,
    maxSize: MAX_BYTES,
    sizeCalculation: sizeOf,
  });
  const renderings = new Map<string, Rendering>();

  function begin(key: string, render: Render): Rendering {
    const stop = new AbortController();
    const page = render(stop.signal);
    const forget = () => {
      if (renderings.get(key) === rendering) renderings.delete(key);
    };
    const rendering = { page, stop, forget, readers: 0 };
    renderings.set(key, rendering);
    page.then((done) => {
      // Each search has an address of its own: its page goes now, and not when it is opened again.
      for (const [old, { until }] of rendered.entries()) if (until <= now()) rendered.delete(old);
      if (done.isShared) rendered.set(key, { ...done, until: now() + SHARED_MS });
      forget();
    }, forget);
    return rendering;
  }

  async function wait(rendering: Rendering, reader: AbortSignal): Promise<Page | null> {
    const gone = Promise.withResolvers<null>();
    const leave = () => {
      gone.resolve(null);
      rendering.readers -= 1;
      if (rendering.readers > 0) return;
      rendering.forget();
      rendering.stop.abort();
    };
    rendering.readers += 1;
    reader.addEventListener("abort", leave, { once: true });
    try {
      return await Promise.race([rendering.page, gone.promise]);
    } finally {
      reader.removeEventListener("abort", leave);
    }
  }

  return {
    async open(key, render, reader) {
      if (reader.aborted) return null;
      const known = rendered.get(key);
      if (known !== undefined && known.until > now()) return known;
      const running = renderings.get(key);
      const page = await wait(running ?? begin(key, render), reader);
      if (running === undefined || page === null || page.isShared || page.status === BUSY_STATUS) return page;
      // What was made for another reader's request alone is made again for this one.
      return render(reader);
    },
  };
}
