import { factKey, frameKey, type FrameId } from "#lib/store/keys.ts";
import { feedOf, FRAME_MS, streamOf } from "./control.ts";

type Feed = {
  readonly position: number;
  /** `BENCH/camera-00001/` */
  readonly path: string;
  /** The times of its frames since the world began, oldest first. */
  readonly times: number[];
};

/** The keys of many feeds with a long history, which are worked out and not kept. */
export type World = {
  /** Keys below a prefix in S3's order, from the first behind `after`. */
  readonly keys: (prefix: string, after: string) => Generator<{ key: string; time: number }>;
  readonly add: (frame: Pick<FrameId, "feed" | "time">) => void;
  /** Gives the next `count` feeds, in turn, a frame each. */
  readonly publish: (count: number, now: number) => void;
};

/** @param history how many frames each feed already has, one every 30 seconds */
export function createWorld(feeds: number, history: number, began: number): World {
  const all = Array.from({ length: feeds }, (_, position): Feed => {
    const { account, name } = streamOf(position);
    return { position, path: `${account}/${name}/`, times: [] };
  });
  let turn = 0;

  /** Feeds do not post in the same instant. */
  const firstTime = ({ position }: Feed) => began - Math.floor((position / feeds) * FRAME_MS);
  const frame = ({ position }: Feed, time: number) => ({
    stream: streamOf(position),
    feed: feedOf(position),
    time,
  });

  function* frames(feed: Feed, after: string) {
    for (const time of feed.times.toReversed()) yield { key: frameKey(frame(feed, time)), time };
    const newest = firstTime(feed);
    // Where a list goes on deep in the history, it does not begin at its start.
    const isWithin = after.startsWith(`frames/${feed.path}`);
    const reached = isWithin ? 9_999_999_999_999 - Number(after.split("/")[3]?.slice(0, 13)) : Infinity;
    const first = Number.isFinite(reached) ? Math.max(0, Math.floor((newest - reached) / FRAME_MS)) : 0;
    for (let age = first; age < history; age++) {
      const time = newest - age * FRAME_MS;
      yield { key: frameKey(frame(feed, time)), time };
    }
  }

  function* facts(feed: Feed) {
    const time = feed.times.at(-1) ?? firstTime(feed);
    const fact = { kind: "frame", time, width: 1920, height: 1080, flags: [] } as const;
    yield { key: factKey({ ...frame(feed, time), fact }), time };
  }

  return {
    *keys(prefix, after) {
      const room = prefix.slice(0, prefix.indexOf("/") + 1);
      for (const feed of all) {
        const place = room + feed.path;
        if (!place.startsWith(prefix) && !prefix.startsWith(place)) continue;
        if (after > `${place}~`) continue;
        for (const entry of room === "latest/" ? facts(feed) : frames(feed, after)) {
          if (entry.key > after && entry.key.startsWith(prefix)) yield entry;
        }
      }
    },
    add({ feed, time }) {
      all[Number(feed.slice(-5))]?.times.push(time);
    },
    publish(count, now) {
      for (let n = 0; n < count; n++) all[turn++ % feeds]?.times.push(now);
    },
  };
}
