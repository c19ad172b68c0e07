// A store in memory that lists as S3 does, counts its requests, and has a clock that the test sets.
import { supersedes, type StoredEntry, type StoredFrame } from "#lib/model/feed.ts";
import type { Fault, Frame } from "#lib/model/frame.ts";
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

const PAGE = 1_000;
const HOUR = 3_600_000;

export const STREAM: Stream = { account: "ZG6NWV", name: "stage" };

/** A frame of a feed, stored a second later. */
export function frame(time: number, overrides: Partial<StoredFrame> = {}): StoredFrame {
  const made = {
    stream: STREAM,
    feed: "feed",
    time,
    width: 640,
    height: 360,
    faults: [] as readonly Fault[],
    isBare: false,
    source: null,
    ...overrides,
  };
  return { storedAt: time + 1_000, ...made };
}

export function entryOf({ storedAt, ...of }: StoredFrame): StoredEntry {
  return { kind: "frame", frame: of, storedAt };
}

export type MemoryStore = ReturnType<typeof createMemoryStore>;

/** @param now ms since 1970 */
export function createMemoryStore(now: number) {
  const log = new Map<string, StoredEntry>();
  const previews = new Map<string, StoredFrame>();
  const faults = new Map<string, FaultyHour>();
  const originals = new Set<string>();
  const control = {
    now,
    fails: false,
    requests: [] as string[],
    /** Passes before each answer. */
    answer: (): Promise<void> => Promise.resolve(),
  };
  let sorted: { keys: string[]; of: number } = { keys: [], of: -1 };

  async function request(name: string) {
    control.requests.push(name);
    await control.answer();
    if (control.fails) throw new StoreError(name, new Error("no answer"));
  }

  const lists = new Map<
    object,
    { readonly size: number; readonly byStream: Map<string, [string, unknown][]> }
  >();

  /** The keys of a stream, sorted anew when there are more of them. */
  function ofStream<T extends { readonly stream: Stream }>(all: ReadonlyMap<string, T>, stream: Stream) {
    let list = lists.get(all);
    if (list?.size !== all.size) {
      const sorted = [...all].sort(([a], [b]) => (a < b ? -1 : 1));
      list = { size: all.size, byStream: Map.groupBy(sorted, ([, one]) => streamId(one.stream)) };
      lists.set(all, list);
    }
    return (list.byStream.get(streamId(stream)) ?? []) as [string, T][];
  }

  const store = {
    now: () => control.now,

    async listLog({ after, until }) {
      await request("log");
      if (sorted.of !== log.size) sorted = { keys: [...log.keys()].sort(), of: log.size };
      const end = startOfLog(until);
      const first = sorted.keys.findIndex((key) => key > after);
      const keys = first === -1 ? [] : sorted.keys.slice(first, first + PAGE);
      const isCut = first !== -1 && first + PAGE < sorted.keys.length;
      const next = isCut ? (keys.at(-1) ?? null) : null;
      const entries = keys.filter((key) => key < end).flatMap((key) => log.get(key) ?? []);
      return { entries, next: next !== null && next < end ? next : null };
    },

    async listPreviews(stream, from, count) {
      await request("previews");
      const start = startOfPreviews(stream, from);
      const older = ofStream(previews, stream).filter(([key]) => key > start);
      return { frames: older.slice(0, count).map(([, one]) => one), isEnd: older.length <= count };
    },

    async listHours(stream, from) {
      await request("hours");
      const hours = ofStream(previews, stream).map(([, { time }]) => Math.floor(time / HOUR) * HOUR);
      const older = [...new Set(hours)].filter((hour) => hour <= from);
      return { hours: older.slice(0, PAGE), isEnd: older.length <= PAGE };
    },

    async listFaults(stream, from) {
      await request("faults");
      const older = ofStream(faults, stream).filter(([, { hour }]) => hour <= from);
      return { hours: older.slice(0, PAGE).map(([, one]) => one), isEnd: older.length <= PAGE };
    },

    async listAllFaults(after) {
      await request("all faults");
      const all = [...faults]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .filter(([key]) => after === null || key > after);
      const page = all.slice(0, PAGE);
      return {
        hours: page.map(([, one]) => one),
        next: all.length > PAGE ? (page.at(-1)?.[0] ?? null) : null,
      };
    },

    async hasOriginal(of) {
      await request("original");
      return originals.has(logKey({ kind: "frame", frame: of }));
    },

    async findRetention() {
      await request("retention");
      return { logDays: 7, previewDays: 30 };
    },

    pictureUrl: ({ frame: of, kind }, at) =>
      Promise.resolve({ url: `https://s3.example/${kind}/${previewKey(of)}`, expires: at + 900_000 }),
    downloadUrl: (of: Frame, at: number) =>
      Promise.resolve({
        url: `https://s3.example/${logKey({ kind: "frame", frame: of })}`,
        expires: at + 900_000,
      }),
  } satisfies Partial<Store>;

  return {
    ...store,
    control,
    /** How often it was listed, or listed in one way. */
    count: (name?: string) => control.requests.filter((one) => name === undefined || one === name).length,
    addEntry: (entry: StoredEntry) => void log.set(logKey(entry), entry),
    /** A frame with its original and its preview. */
    addFrame(one: StoredFrame) {
      const { storedAt, ...of } = one;
      log.set(logKey({ kind: "frame", frame: of }), { kind: "frame", frame: of, storedAt });
      previews.set(previewKey(of), one);
      originals.add(logKey({ kind: "frame", frame: of }));
    },
    addPreview: (one: StoredFrame) => void previews.set(previewKey(one), one),
    addFault: (hour: FaultyHour) => void faults.set(faultKey(hour), hour),
    entries: () => [...log.values()],
    frames: () => [...previews.values()].sort((a, b) => b.time - a.time),
    /** The frames that count, newest first. */
    counted(): StoredFrame[] {
      const best = new Map<string, StoredFrame>();
      for (const one of previews.values()) {
        const name = `${streamId(one.stream)} ${one.feed} ${one.time}`;
        if (supersedes(one, best.get(name) ?? null)) best.set(name, one);
      }
      return [...best.values()].sort((a, b) => b.time - a.time);
    },
  };
}
