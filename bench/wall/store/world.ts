import type { Frame } from "#lib/model/frame.ts";
import {
  logKey,
  LOG_PREFIX,
  parseLogKey,
  parsePreviewKey,
  previewKey,
  PREVIEWS_PREFIX,
} from "#lib/model/keys.ts";
import { ACCOUNT, createFrame, FRAME_MS } from "./control.ts";

/** A key of the bucket, and when it was stored, ms since 1970. */
export type Listed = { readonly key: string; readonly time: number };

/** The log and the previews of many feeds with a long history, which is computed and not stored. */
export type World = {
  /** Keys below a prefix in S3's order, from the first behind `after`. */
  readonly keys: (prefix: string, after: string) => Generator<Listed>;
  readonly add: (frame: Frame) => void;
  /** Gives the next `count` feeds, in turn, a frame each. */
  readonly publish: (count: number, now: number) => void;
};

type Published = { readonly key: string; readonly frame: Frame };

/** @param history how many frames each feed already has, one every 30 seconds */
export function createWorld(feeds: number, history: number, began: number): World {
  /** Frames since the world began, in the order of the log. */
  const published: Published[] = [];
  const ofFeeds = Array.from({ length: feeds }, (): Frame[] => []);
  let turn = 0;

  /** Feeds do not post in the same instant. */
  const firstTime = (position: number) => began - Math.floor(((feeds - 1 - position) / feeds) * FRAME_MS);

  function add(frame: Frame) {
    const key = logKey({ kind: "frame", frame });
    let place = published.length;
    while (place > 0 && (published[place - 1]?.key ?? "") > key) place -= 1;
    published.splice(place, 0, { key, frame });
    ofFeeds[Number(frame.feed.slice(-5))]?.push(frame);
  }

  function* log(from: number, after: string): Generator<Listed> {
    const oldest = Math.min(history - 1, Math.floor((began - from) / FRAME_MS));
    for (let age = oldest; age >= 0; age--) {
      for (let position = 0; position < feeds; position++) {
        const time = firstTime(position) - age * FRAME_MS;
        if (time >= from) yield { key: logKey({ kind: "frame", frame: createFrame(position, time) }), time };
      }
    }
    for (let n = findFirstBehind(published, after); n < published.length; n++) {
      const one = published[n];
      if (one !== undefined) yield { key: one.key, time: one.frame.time };
    }
  }

  /** @param until excludes newer frames */
  function* previews(position: number, until: number): Generator<Listed> {
    for (const frame of ofFeeds[position]?.toReversed() ?? [])
      yield { key: previewKey(frame), time: frame.time };
    const newest = firstTime(position);
    const first = Math.max(0, Math.floor((newest - until) / FRAME_MS));
    for (let age = first; age < history; age++) {
      const time = newest - age * FRAME_MS;
      yield { key: previewKey(createFrame(position, time)), time };
    }
  }

  function* allPreviews(start: string): Generator<Listed> {
    // A list by a delimiter that has seen the only account goes on behind it.
    if (start >= `${PREVIEWS_PREFIX}${ACCOUNT}/~`) return;
    const [, named = "0", end] = /-(\d{5})\/(~)?/.exec(start) ?? [];
    // A list that has seen a folder as a whole goes on behind it.
    const first = Number(named) + (end === undefined ? 0 : 1);
    for (let position = first; position < feeds; position++)
      yield* previews(position, position === Number(named) ? parseNewestBehind(start) : Infinity);
  }

  return {
    *keys(prefix, after) {
      const start = after > prefix ? after : prefix;
      const entries = prefix.startsWith(LOG_PREFIX)
        ? log(parseStart(start), start)
        : prefix.startsWith(PREVIEWS_PREFIX)
          ? allPreviews(start)
          : [];
      for (const entry of entries) {
        if (entry.key <= start) continue;
        if (!entry.key.startsWith(prefix)) return;
        yield entry;
      }
    },
    add,
    publish(count, now) {
      for (let n = 0; n < count; n++) add(createFrame(turn++ % feeds, now));
    },
  };
}

/** The frame that a key of the benchmark's store names; null when it names none. */
export function parsePictureKey(key: string): Frame | null {
  const entry = parseLogKey(key);
  return entry?.kind === "frame" ? entry.frame : parsePreviewKey(key);
}

/** The time at which a key of the log begins, or an earlier one. */
function parseStart(start: string): number {
  const [, day = "", hour = "", minute = "", second = ""] =
    /^log\/(\d{8})\/(\d\d)(\d\d)\/(\d\d\.\d{3})/.exec(start) ?? [];
  const time = Date.parse(
    `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T${hour}:${minute}:${second}Z`,
  );
  return Number.isNaN(time) ? -Infinity : time;
}

/** A time at or after the newest preview behind a key, so that a list that goes on deep in a history begins there. */
function parseNewestBehind(start: string): number {
  const [, , , hour = "", name = ""] = start.split("/");
  const descending = /^\d{13}/.exec(name)?.[0];
  if (descending !== undefined) return 9_999_999_999_999 - Number(descending);
  const digits = /^\d{7}/.exec(hour)?.[0];
  return digits === undefined ? Infinity : (2_777_777 - Number(digits) + 1) * 3_600_000;
}

function findFirstBehind(published: readonly Published[], after: string): number {
  let [low, high] = [0, published.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((published[middle]?.key ?? "") <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}
