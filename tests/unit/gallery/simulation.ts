// The real follower over a store that lists late what is stored late, in virtual time.
import { createFollower, type Follower } from "#lib/gallery/follower.ts";
import { LIVE_MS } from "#lib/model/state.ts";
import { createStoreClock } from "#lib/store/clock.ts";
import { frame, NOON, STREAM } from "../../support/entries.ts";
import { createMemoryBucket } from "../../support/memory-bucket.ts";
import {
  createRandom,
  simulateFrames,
  type Random,
  type Scenario,
  type SimulatedFrame,
} from "./simulated-frames.ts";

const POLL = 2;
/** The states of all tiles are checked so often. */
const CHECK = 6;
/** Until then the wall is filled. */
const WARM = 80;
const END = 230;
/** The last frames may be seen after the end. */
const MARGIN = 45;

type Outcome = {
  /** LISTs for each poll. */
  readonly mean: number;
  readonly max: number;
  /** Frames that were the newest of their feed when stored and were never listed. */
  readonly missed: number;
  /** Checks times tiles that are not live although the feed is. */
  readonly falselyStalled: number;
};

export async function simulate(count: number, scenario: Scenario): Promise<Outcome> {
  const random = createRandom(11);
  const frames = simulateFrames(count, END, scenario, random);
  const world = createWorld(scenario, random);
  for (const frame of frames) world.put(frame);
  const truth = createTruth(frames);
  const lists: number[] = [];
  let falselyStalled = 0;
  for (let second = POLL; second < END; second += POLL) {
    const before = world.lists();
    await world.pollAt(second);
    if (second > 4 * POLL) lists.push(world.lists() - before);
    truth.advance(second);
    if (second >= WARM && second % CHECK === 0 && !world.isAway(second))
      falselyStalled += truth.countStalled(world.follower, second);
  }
  const counted = frames.filter(({ stored }) => stored >= WARM && stored <= END - MARGIN);
  return {
    mean: lists.reduce((sum, one) => sum + one, 0) / lists.length,
    max: Math.max(...lists),
    missed: counted.filter((frame) => frame.wasNewest && !world.wasListed(frame)).length,
    falselyStalled,
  };
}

function createWorld({ galleryClock = 0, outage }: Scenario, random: Random) {
  let second = 0;
  const trueNow = () => NOON + second * 1_000;
  const localNow = () => trueNow() + galleryClock * 1_000;
  const clock = createStoreClock(localNow);
  const bucket = createMemoryBucket(trueNow);
  const listed = new Set<number>();

  /** An answer takes 20 to 300 ms, and has its date from the middle of this time. */
  function observe(): void {
    const took = 20 + 280 * random.next();
    const date = Math.floor((trueNow() + took / 2) / 1_000) * 1_000;
    clock.observe(date, localNow(), localNow() + took);
  }

  const store = {
    ...bucket,
    now: clock.now,
    confirmClock: () => {
      if (!clock.isKnown()) observe();
      return Promise.resolve();
    },
    async listLog(...asked: Parameters<typeof bucket.listLog>) {
      const page = await bucket.listLog(...asked);
      observe();
      for (const entry of page.entries)
        if ("frame" in entry) listed.add(nameOf(Number(entry.frame.feed), entry.frame.time));
      return page;
    },
  };
  const isAway = (at: number) => outage !== undefined && at >= outage.from && at < outage.to;
  const follower = createFollower({ store, log: () => undefined, isIndexed: false });
  return {
    follower,
    isAway,
    lists: () => bucket.count("log"),
    wasListed: ({ feed, time }: SimulatedFrame) => listed.has(nameOf(feed, toMs(time))),
    put({ feed, time, stored, note }: SimulatedFrame) {
      const entry = frame(toMs(time), {
        stream: { ...STREAM, name: String(feed) },
        feed: String(feed),
        storedAt: toMs(Math.floor(stored)),
      });
      bucket.put(entry, toMs(stored));
      if (note === null) return;
      const at = toMs(note.at);
      bucket.put({ kind: "note", at, frame: entry.frame, storedAt: at }, toMs(note.stored));
    },
    async pollAt(at: number) {
      second = at;
      bucket.mode = isAway(at) ? "fails" : "fine";
      await follower.current();
      // A failed poll lets no other one begin for a second; a good one reads on in the background.
      for (let n = 0; n < 20; n += 1) await Promise.resolve();
    },
  };
}

/** What is stored at a moment, as an observer would know who sees everything at once. */
function createTruth(frames: readonly SimulatedFrame[]) {
  const newest: SimulatedFrame[] = [];
  let next = 0;
  return {
    advance(second: number) {
      for (let frame = frames[next]; frame !== undefined && frame.stored <= second; frame = frames[++next])
        if ((newest[frame.feed]?.time ?? -Infinity) < frame.time) newest[frame.feed] = frame;
    },
    /** How many feeds are live by the time at which their frames were made, and not so on the wall. */
    countStalled(follower: Follower, second: number): number {
      let count = 0;
      for (const { feed, time, made } of newest) {
        if ((second - made) * 1_000 > LIVE_MS) continue;
        const seen = follower.listTiles(toStreamId(feed))[0]?.seen ?? -Infinity;
        if (toMs(second) - (seen - (time - made) * 1_000) > LIVE_MS) count += 1;
      }
      return count;
    },
  };
}

const ids: string[] = [];

function toStreamId(feed: number): string {
  return (ids[feed] ??= `ZG6NWV/${feed}`);
}

function nameOf(feed: number, ms: number): number {
  return feed * 10_000_000 + (ms - NOON);
}

function toMs(second: number): number {
  return NOON + Math.round(second * 1_000);
}
