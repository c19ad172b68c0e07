// A store in memory that lists the log as S3 does, for unit tests and the simulation.
import type { StoredEntry, StoredFrame } from "#lib/model/feed.ts";
import { logKey, startOfLog, type LogEntry } from "#lib/model/keys.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import { StoreError, type Store } from "#lib/store/store.ts";

const PAGE = 1_000;

type Kept = { readonly key: string; readonly entry: StoredEntry; readonly visibleAt: number };

/** @param now the store's clock, ms since 1970 */
export function createMemoryStore(now: () => number) {
  let log: Kept[] = [];
  let isSorted = true;
  const previews = new Map<string, StoredFrame[]>();
  const names: Stream[] = [];
  const state = {
    mode: "fine" as "fine" | "fails" | "hangs",
    signing: "fine" as "fine" | "fails",
    /** Passes before each answer. */
    answer: (): Promise<void> => Promise.resolve(),
    lists: 0,
    names: 0,
    signed: 0,
    /** The streams that were looked up. */
    lookups: [] as string[],
  };

  async function request(): Promise<void> {
    if (state.mode === "hangs") await new Promise(() => undefined);
    if (state.mode === "fails") throw new StoreError("list", new Error("no answer"));
    await state.answer();
  }

  function firstAfter(key: string): number {
    if (!isSorted) log.sort((a, b) => (a.key < b.key ? -1 : 1));
    isSorted = true;
    let [low, high] = [0, log.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((log[middle]?.key ?? "") <= key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  const store = {
    now,
    confirmClock: () => Promise.resolve(),
    async listLog({ after, until }) {
      state.lists += 1;
      const asked = now();
      await request();
      const end = startOfLog(until);
      const page: Kept[] = [];
      for (let n = firstAfter(after); n < log.length && page.length <= PAGE; n++) {
        const kept = log[n];
        if (kept !== undefined && kept.visibleAt <= asked) page.push(kept);
        if (kept !== undefined && kept.key >= end) break;
      }
      const last = page[PAGE - 1]?.key;
      const isTruncated = page.length > PAGE && last !== undefined && last < end;
      const entries = page.slice(0, PAGE).flatMap(({ key, entry }) => (key < end ? [entry] : []));
      return { entries, next: isTruncated ? last : null };
    },
    listPreviews: async (stream, from, count) => {
      state.lookups.push(stream.name);
      await request();
      const frames = (previews.get(streamId(stream)) ?? [])
        .filter(({ time }) => time <= from)
        .sort((a, b) => b.time - a.time);
      return { frames: frames.slice(0, count), isEnd: frames.length <= count };
    },
    async *listStreams() {
      for (let n = 0; n < Math.max(1, names.length); n += PAGE) {
        state.names += 1;
        await request();
        yield names.slice(n, n + PAGE);
      }
    },
    pictureUrl({ frame, kind }, at) {
      if (state.signing === "fails")
        return Promise.reject(new StoreError("sign", new Error("no credentials")));
      state.signed += 1;
      const url = `https://s3.example.com/${kind}/${frame.feed}/${frame.time}`;
      return Promise.resolve({ url, expires: at + 1_000_000 - (at % 100_000) });
    },
  } satisfies Partial<Store>;

  return Object.assign(state, {
    store,
    /** Stores an entry. @param visibleAt from when on it is listed */
    put: (entry: LogEntry | StoredEntry, visibleAt = now()): void => {
      const storedAt = Math.floor(visibleAt / 1_000) * 1_000;
      log.push({ key: logKey(entry), entry: { ...entry, storedAt }, visibleAt });
      isSorted = false;
    },
    putPreview: (frame: StoredFrame): void => {
      const id = streamId(frame.stream);
      previews.set(id, [...(previews.get(id) ?? []), frame]);
      if (!names.some((name) => streamId(name) === id)) names.push(frame.stream);
    },
    putName: (stream: Stream) => void names.push(stream),
    erase: (stream: Stream): void => {
      log = log.filter(
        ({ entry }) => streamId(("frame" in entry ? entry.frame : entry).stream) !== streamId(stream),
      );
      previews.delete(streamId(stream));
      names.splice(0, names.length, ...names.filter((name) => streamId(name) !== streamId(stream)));
    },
  });
}

export type MemoryStore = ReturnType<typeof createMemoryStore>;
