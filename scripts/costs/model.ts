import { DEFAULT_RETENTION } from "#lib/store/bucket/retention.ts";
import type { Prices } from "./prices.ts";

/** What Livewall asks of a store; tests/integration/costs.test.ts counts it there. */
export const REQUESTS = {
  /** Frame, preview, fact. */
  putsPerFrame: 3,
  /** The receiver looks once in ten minutes what others left behind: once in so many frames of a feed. */
  framesPerList: 20,
  secondsPerSnapshot: 2,
  getsPerPicture: 1,
} as const;

export const ASSUMED = {
  secondsPerFrame: 30,
  /** The mean of eighteen frames of 1080p, of video and photographs, and of their previews. */
  frameBytes: 111_000,
  previewBytes: 9_000,
  /** The newest frame, and the source that the feeds hook names. */
  factsPerFeed: 2,
  /** Of a viewer's wall, if there are so many. */
  tilesInView: 50,
  naiveSecondsPerPoll: 5,
  daysPerMonth: 30,
} as const;

const SECONDS_PER_MONTH = ASSUMED.daysPerMonth * 86_400;
const FRAMES_PER_DAY = 86_400 / ASSUMED.secondsPerFrame;
const PAGE = 1_000;
/** See lib/store/fact-lister.ts: ranges that are listed at once leave room for new feeds. */
const RANGE = 960;

/** Dollars a month. */
export type Bill = {
  readonly hooks: number;
  readonly storage: number;
  /** While anybody watches, day and night, whether one or ten thousand. */
  readonly wall: number;
  /** For each viewer who watches day and night. */
  readonly viewer: number;
};

/** How many LISTs one snapshot of the wall is. */
export function listsPerSnapshot(facts: number): number {
  return facts <= 2 * PAGE ? Math.max(1, Math.ceil(facts / PAGE)) : Math.ceil(facts / RANGE);
}

export function livewallBill(feeds: number, prices: Prices): Bill {
  const frames = (feeds * SECONDS_PER_MONTH) / ASSUMED.secondsPerFrame;
  const snapshots = SECONDS_PER_MONTH / REQUESTS.secondsPerSnapshot;
  return {
    hooks:
      requests(frames * REQUESTS.putsPerFrame, prices.put) +
      requests(frames, prices.delete) +
      requests(frames / REQUESTS.framesPerList, prices.list),
    storage:
      kept(feeds, DEFAULT_RETENTION.frames, ASSUMED.frameBytes, prices) +
      kept(feeds, DEFAULT_RETENTION.previews, ASSUMED.previewBytes, prices),
    wall: requests(snapshots * listsPerSnapshot(feeds * ASSUMED.factsPerFeed), prices.list),
    viewer: pictures(feeds, ASSUMED.secondsPerFrame, ASSUMED.previewBytes, prices),
  };
}

/** The gallery of an afternoon: one object a frame, kept as long, listed whole for each viewer and poll. */
export function naiveBill(feeds: number, prices: Prices): Bill {
  const frames = (feeds * SECONDS_PER_MONTH) / ASSUMED.secondsPerFrame;
  const days = DEFAULT_RETENTION.frames ?? ASSUMED.daysPerMonth;
  const pages = Math.ceil((feeds * FRAMES_PER_DAY * days) / PAGE);
  const polls = SECONDS_PER_MONTH / ASSUMED.naiveSecondsPerPoll;
  return {
    hooks: requests(frames, prices.put),
    storage: kept(feeds, DEFAULT_RETENTION.frames, ASSUMED.frameBytes, prices),
    wall: 0,
    viewer:
      requests(polls * pages, prices.list) +
      pictures(feeds, ASSUMED.naiveSecondsPerPoll, ASSUMED.frameBytes, prices),
  };
}

/** What a viewer loads: each tile in view, again and again. */
function pictures(feeds: number, seconds: number, bytes: number, prices: Prices): number {
  const count = (Math.min(feeds, ASSUMED.tilesInView) * SECONDS_PER_MONTH) / seconds;
  return requests(count * REQUESTS.getsPerPicture, prices.get) + ((count * bytes) / 1e9) * prices.egress;
}

/** @param days null for ever, of which the first month is counted */
function kept(feeds: number, days: number | null, bytes: number, prices: Prices): number {
  return ((feeds * FRAMES_PER_DAY * (days ?? ASSUMED.daysPerMonth) * bytes) / 1e9) * prices.storage;
}

function requests(count: number, perThousand: number): number {
  return (count / 1_000) * perThousand;
}
