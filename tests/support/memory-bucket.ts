// A store in memory that lists as S3 does, and counts its requests.
import { getTime, supersedes, type StoredEntry, type StoredFrame } from "#lib/model/feed.ts";
import {
  faultKey,
  logKey,
  previewKey,
  startOfLog,
  startOfPreviews,
  type FaultyHour,
} from "#lib/model/keys.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import { StoreError, type Store } from "#lib/store/store.ts";
import { HOUR, SECOND, toStoredFrame, type FrameEntry } from "./entries.ts";
import { createSorted } from "./sorted.ts";

const PAGE = 1_000;
const SIGNED_FOR = 900 * SECOND;
const ORIGINAL_BYTES = 250_000;

type Kept = { readonly key: string; readonly entry: StoredEntry; readonly visibleAt: number };
type Request = "log" | "previews" | "hours" | "faults" | "all faults" | "names" | "original" | "retention";

export type MemoryBucket = ReturnType<typeof createMemoryBucket>;

/** @param now the store's clock, ms since 1970 */
export function createMemoryBucket(now: () => number) {
  const log = createSorted<Kept>();
  const previews = new Map<string, ReturnType<typeof createSorted<StoredFrame>>>();
  const faults = createSorted<FaultyHour>();
  const names = new Map<string, Stream>();
  const state = {
    mode: "fine" as "fine" | "fails" | "hangs",
    signing: "fine" as "fine" | "fails",
    signed: 0,
    requests: [] as Request[],
    /** The names of the streams whose previews were listed. */
    lookups: [] as string[],
    /** Passes before each answer. */
    answer: (): Promise<unknown> => Promise.resolve(),
  };

  async function request(name: Request): Promise<void> {
    state.requests.push(name);
    if (state.mode === "hangs") await new Promise(() => undefined);
    if (state.mode === "fails") throw new StoreError(name, new Error("no answer"));
    await state.answer();
  }

  const previewsOf = (stream: Stream) => previews.get(streamId(stream))?.list() ?? [];

  const store = {
    now,
    confirmClock: () => Promise.resolve(),

    async listLog({ after, until }) {
      const asked = now();
      await request("log");
      const end = startOfLog(until);
      const all = log.list();
      const page: Kept[] = [];
      for (let n = log.firstAfter(after); n < all.length && page.length <= PAGE; n += 1) {
        const [key, kept] = all[n] ?? ["", null];
        if (key >= end) break;
        if (kept !== null && kept.visibleAt <= asked) page.push(kept);
      }
      const entries = page.slice(0, PAGE).map(({ entry }) => entry);
      return { entries, next: page.length > PAGE ? (page[PAGE - 1]?.key ?? null) : null };
    },

    async listPreviews(stream, from, count) {
      state.lookups.push(stream.name);
      await request("previews");
      const start = startOfPreviews(stream, from);
      const older = previewsOf(stream).filter(([key]) => key > start);
      return { frames: older.slice(0, count).map(([, one]) => one), isEnd: older.length <= count };
    },

    async *listStreams() {
      for (let n = 0; n < Math.max(1, names.size); n += PAGE) {
        await request("names");
        yield [...names.values()].slice(n, n + PAGE);
      }
    },

    async listHours(stream, from) {
      await request("hours");
      const hours = previewsOf(stream).map(([, { time }]) => Math.floor(time / HOUR) * HOUR);
      const older = [...new Set(hours)].filter((hour) => hour <= from);
      return { hours: older.slice(0, PAGE), isEnd: older.length <= PAGE };
    },

    async listFaults(stream, from) {
      await request("faults");
      const older = faults
        .list()
        .map(([, one]) => one)
        .filter((one) => streamId(one.stream) === streamId(stream) && one.hour <= from);
      return { hours: older.slice(0, PAGE), isEnd: older.length <= PAGE };
    },

    async listAllFaults(after) {
      await request("all faults");
      const rest = faults.list().slice(faults.firstAfter(after ?? ""));
      const page = rest.slice(0, PAGE);
      const next = rest.length > PAGE ? (page.at(-1)?.[0] ?? null) : null;
      return { hours: page.map(([, one]) => one), next };
    },

    async originalSize(frame) {
      await request("original");
      return log.has(logKey({ kind: "frame", frame })) ? ORIGINAL_BYTES : null;
    },

    async findRetention() {
      await request("retention");
      return { logDays: 7, previewDays: 30 };
    },

    pictureUrl({ frame, kind }, at) {
      if (state.signing === "fails")
        return Promise.reject(new StoreError("sign", new Error("no credentials")));
      state.signed += 1;
      const url = `https://s3.example.com/${kind}/${frame.feed}/${frame.time}`;
      return Promise.resolve({ url, expires: at + SIGNED_FOR - (at % (100 * SECOND)) });
    },

    downloadUrl: ({ feed, time }, at) =>
      Promise.resolve({
        url: `https://s3.example.com/download/${feed}/${time}`,
        expires: at + SIGNED_FOR,
      }),
  } satisfies Partial<Store>;

  return Object.assign(state, store, {
    /** The number of requests, or of those of one kind. */
    count: (name?: Request) => state.requests.filter((one) => name === undefined || one === name).length,
    /** @param visibleAt when it is first listed */
    put: (entry: StoredEntry, visibleAt = -Infinity): void => {
      const key = logKey(entry);
      log.put(key, { key, entry, visibleAt });
    },
    putPreview: (entry: FrameEntry): void => {
      const frame = toStoredFrame(entry);
      const id = streamId(frame.stream);
      names.set(id, frame.stream);
      const known = previews.get(id) ?? createSorted<StoredFrame>();
      known.put(previewKey(frame), frame);
      previews.set(id, known);
    },
    putFault: (hour: FaultyHour): void => faults.put(faultKey(hour), hour),
    putName: (stream: Stream): void => void names.set(streamId(stream), stream),
    erase: (stream: Stream): void => {
      const id = streamId(stream);
      log.drop(({ entry }) => streamId(("frame" in entry ? entry.frame : entry).stream) === id);
      previews.delete(id);
      names.delete(id);
    },
    entries: () => log.list().map(([, { entry }]) => entry),
    /** The times of the log's entries in (from, to]. */
    times: (from: number, to: number) =>
      log
        .list()
        .map(([, { entry }]) => getTime(entry))
        .filter((time) => time > from && time <= to),
    /** The frames of a stream that count, newest first. */
    counted(stream: Stream): StoredFrame[] {
      const best = new Map<string, StoredFrame>();
      for (const [, one] of previewsOf(stream)) {
        const name = `${one.feed} ${one.time}`;
        if (supersedes(one, best.get(name) ?? null)) best.set(name, one);
      }
      return [...best.values()].sort((a, b) => b.time - a.time);
    },
  });
}
