// The alert rules of deploy/prometheus, and the metrics of a process as a test makes them happen.
import { readFileSync } from "node:fs";
import type { Sources } from "#lib/observability/gauges.ts";
import { createMetrics, type HookReport } from "#lib/observability/metrics.ts";
import { OUTCOMES } from "#lib/receiver/outcome.ts";

export const RULES = "deploy/prometheus/livewall.rules.yaml";

const text = readFileSync(RULES, "utf8");

export const alertNames = [...text.matchAll(/^ +- alert: (\w+)$/gm)].map(([, name = ""]) => name);
/** Each name of a metric, with its labels and what they are compared with. */
export const selectors = [...text.matchAll(/\b((?:livewall|process)_\w+)(?:\{([^}]*)\})?/g)].map(
  ([, metric = "", labels = ""]) => ({
    metric,
    labels: [...labels.matchAll(/(\w+)(?:=|!=|=~|!~)"([^"]*)"/g)].map(([, label = "", value = ""]) => [
      label,
      value,
    ]),
  }),
);

type Tiles = NonNullable<Awaited<ReturnType<NonNullable<Sources["wall"]>>>>["tiles"];
type Usage = NonNullable<Awaited<ReturnType<Sources["spool"]>>>;

/** One moment of a process; the clock of a test begins at 0. */
export type Moment = {
  readonly hook: Partial<HookReport> | null;
  /** The status of an answer to a poll. */
  readonly answer: number;
  readonly tile: Partial<Tiles[number]> | null;
  /** When the store was last listed, in s; null for never. */
  readonly listed: number | null;
  readonly spool: Partial<Usage>;
};

const STORED = { outcome: "stored", isAccepted: true, bytes: 1_000, durationMs: 40, signedBySecret: 1 };
const SPOOL = {
  hooks: 0,
  rejected: 0,
  damaged: 0,
  bytes: 0,
  maxBytes: 1_000,
  oldestAt: null,
  isWritable: true,
};

/** A process whose clock the test sets, in seconds. */
export function createWatched() {
  let now = 0;
  const metrics = createMetrics(() => now * 1_000, { outcomes: OUTCOMES, secrets: 1 });
  const onAnswer = metrics.countAnswers(["/api/feeds"]);

  /** Lets a moment happen, and returns the metrics after it. */
  async function scrape(at: number, { hook, answer, tile, listed, spool }: Moment): Promise<string> {
    now = at;
    if (hook !== null) metrics.onHook({ ...STORED, faults: [], isBare: false, ...hook });
    onAnswer("/api/feeds", answer);
    const names = { id: "a/b", stream: "a/b", name: "b", source: null, feed: "f" };
    const picture = { faults: [], since: null, aspect: null, original: null };
    const shown = tile && { ...names, time: at * 1_000, seen: at * 1_000, ended: false, ...picture, ...tile };
    const tiles = shown === null ? [] : [shown];
    const wall = listed === null ? null : { tiles, asOf: listed * 1_000, now: at * 1_000 };
    return metrics.expose({
      spool: () => Promise.resolve({ ...SPOOL, ...spool }),
      wall: () => Promise.resolve(wall),
      load: () => ({ hooks: 0, bytes: 0 }),
    });
  }

  return { scrape };
}
