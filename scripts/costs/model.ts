import { DEFAULT_RETENTION } from "../../cli/bucket/lifecycle.ts";
import type { Prices } from "./prices.ts";

/** The requests that Livewall makes; tests/integration/costs.test.ts counts them at a store. */
export const REQUESTS = {
  /** Preview and original; with PREVIEWS=off the original and an empty index entry. */
  putsPerFrame: 2,
  /** With INDEX=off: the original. */
  putsPerFrameWithoutIndex: 1,
  /** Late notes, events and faults, in the mean. */
  otherPutsPerFrame: 0.01,
  secondsPerPoll: 2,
  /** While the log of a poll fits in a page: some polls find a second one. */
  minListsPerPoll: 1.1,
  /** Each poll lists twelve seconds of the log, and a feed sends each half minute. */
  listsPerPollAndFeed: 0.00045,
  /** Each process lists the names of the streams once an hour, a LIST for each thousand. */
  namesPerList: 1_000,
  getsPerPicture: 1,
} as const;

export const ASSUMED = {
  secondsPerFrame: 30,
  /** The mean of eighteen frames of 1080p, of video and photographs, and of their previews. */
  frameBytes: 111_000,
  previewBytes: 9_000,
  /** Tiles of a viewer's wall that are in view, if there are so many. */
  tilesInView: 50,
  /** Tiles that fill a screen, so that each shows its original. */
  largeTiles: 4,
  naiveSecondsPerPoll: 5,
  daysPerMonth: 30,
} as const;

const SECONDS_PER_MONTH = ASSUMED.daysPerMonth * 86_400;
const FRAMES_PER_DAY = 86_400 / ASSUMED.secondsPerFrame;
const FRAMES_PER_MONTH = FRAMES_PER_DAY * ASSUMED.daysPerMonth;
const KEYS_PER_LIST = 1_000;

/** The settings of the receiver that are off. */
export type Variant = "previews" | "PREVIEWS=off" | "INDEX=off";

/** Dollars a month. */
export type Bill = {
  readonly hooks: number;
  readonly storage: number;
  /** For each process that is watched day and night, by one viewer or ten thousand. */
  readonly wall: number;
  /** For each viewer that watches day and night. */
  readonly viewer: number;
};

/** The mean number of LISTs for a poll of the wall. */
export function listsPerPoll(feeds: number): number {
  return Math.max(REQUESTS.minListsPerPoll, REQUESTS.listsPerPollAndFeed * feeds);
}

export function livewallBill(feeds: number, prices: Prices, variant: Variant = "previews"): Bill {
  const isIndexed = variant !== "INDEX=off";
  const puts = isIndexed ? REQUESTS.putsPerFrame : REQUESTS.putsPerFrameWithoutIndex;
  const previewBytes = variant === "previews" ? ASSUMED.previewBytes : 0;
  const polls = SECONDS_PER_MONTH / REQUESTS.secondsPerPoll;
  const names = isIndexed ? ASSUMED.daysPerMonth * 24 * Math.ceil(feeds / REQUESTS.namesPerList) : 0;
  return {
    hooks: requests(feeds * FRAMES_PER_MONTH * (puts + REQUESTS.otherPutsPerFrame), prices.put),
    storage:
      storage(feeds, DEFAULT_RETENTION.log, ASSUMED.frameBytes, prices) +
      storage(feeds, DEFAULT_RETENTION.previews, previewBytes, prices),
    wall: requests(polls * listsPerPoll(feeds) + names, prices.list),
    viewer: pictures(feeds, ASSUMED.secondsPerFrame, previewBytes || ASSUMED.frameBytes, prices),
  };
}

/** A viewer whose tiles are so large that they show originals, day and night. */
export function largeTilesBill(feeds: number, prices: Prices): number {
  return pictures(Math.min(feeds, ASSUMED.largeTiles), ASSUMED.secondsPerFrame, ASSUMED.frameBytes, prices);
}

/** The maximum that a process spends on the past in a month. @param listsPerSecond PAST_LISTS_PER_SECOND */
export function pastBill(listsPerSecond: number, prices: Prices): number {
  return requests(SECONDS_PER_MONTH * listsPerSecond, prices.list);
}

/** The gallery of an afternoon: one object a frame, kept as long, listed whole for each viewer and poll. */
export function naiveBill(feeds: number, prices: Prices): Bill {
  const pages = Math.ceil((feeds * FRAMES_PER_DAY * DEFAULT_RETENTION.log) / KEYS_PER_LIST);
  const polls = SECONDS_PER_MONTH / ASSUMED.naiveSecondsPerPoll;
  return {
    hooks: requests(feeds * FRAMES_PER_MONTH, prices.put),
    storage: storage(feeds, DEFAULT_RETENTION.log, ASSUMED.frameBytes, prices),
    wall: 0,
    viewer:
      requests(polls * pages, prices.list) +
      pictures(feeds, ASSUMED.naiveSecondsPerPoll, ASSUMED.frameBytes, prices),
  };
}

/** A viewer loads each tile in view, again and again. */
function pictures(feeds: number, seconds: number, bytes: number, prices: Prices): number {
  const count = (Math.min(feeds, ASSUMED.tilesInView) * SECONDS_PER_MONTH) / seconds;
  return requests(count * REQUESTS.getsPerPicture, prices.get) + ((count * bytes) / 1e9) * prices.egress;
}

function storage(feeds: number, days: number, bytes: number, prices: Prices): number {
  return ((feeds * FRAMES_PER_DAY * days * bytes) / 1e9) * prices.storage;
}

function requests(count: number, pricePerThousand: number): number {
  return (count / 1_000) * pricePerThousand;
}
