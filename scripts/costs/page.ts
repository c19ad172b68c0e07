import { APP } from "#lib/settings/table.ts";
import { DEFAULT_RETENTION } from "../../cli/bucket/lifecycle.ts";
import { markdownTable } from "../docs/table.ts";
import { ASSUMED, livewallBill, listsPerPoll, naiveBill, pastBill, REQUESTS, type Variant } from "./model.ts";
import { PRICES, type Prices } from "./prices.ts";

const FEEDS = [10, 100, 1_000, 10_000];
/** In the last lines of the comparison. */
const VIEWERS = 10;
const PAST_LISTS_PER_SECOND = Number(APP.PAST_LISTS_PER_SECOND.default);

/** docs/costs.md. */
export function costsPage(): string {
  return [
    "# What it costs",
    "<!-- Made from scripts/costs by npm run costs: change it there. -->",
    `The price of the bucket in a month, in US dollars, by feeds. It leaves out the machine that runs Livewall, and the pages
and polls that Livewall sends itself. \`npm run costs\` computes it from the prices below. A test counts at a store how many
requests a hook, a poll and a picture make.`,
    "## Prices",
    markdownTable(
      ["", ...PRICES.map(({ store }) => store)],
      [
        ["1,000 PUT", ...PRICES.map(({ put }) => `$${put}`)],
        ["1,000 LIST", ...PRICES.map(({ list }) => `$${list}`)],
        ["1,000 GET", ...PRICES.map(({ get }) => `$${get}`)],
        ["a GB kept for a month", ...PRICES.map(({ storage }) => `$${storage}`)],
        ["a GB to the internet", ...PRICES.map(({ egress }) => `$${egress}`)],
        ["source, date", ...PRICES.map(({ source, date }) => `<${source}>, ${date}`)],
      ],
    ),
    "List prices of the first step, without free tiers: large bills are lower. Deleting is free, and Livewall leaves it to the lifecycle. Neither store charges a minimum size: empty objects cost their PUT alone.",
    "## What is counted",
    [
      `- A frame of each feed every ${ASSUMED.secondsPerFrame} seconds, ${kb(ASSUMED.frameBytes)} in the mean, with a preview of ${kb(ASSUMED.previewBytes)}: ${REQUESTS.putsPerFrame} PUTs, and one more for late notes, events and faults once in ${1 / REQUESTS.otherPutsPerFrame} frames. No DELETE, no LIST.`,
      `- The log, with the originals, is kept ${DEFAULT_RETENTION.log} days, previews ${DEFAULT_RETENTION.previews} days, as \`npm run setup\` sets it.`,
      `- Somebody watches at all times: each process lists the end of the log every ${REQUESTS.secondsPerPoll} seconds, for all its viewers together. That is ${FEEDS.map((feeds) => decimal(listsPerPoll(feeds))).join(", ")} LISTs for ${FEEDS.map(number).join(", ")} feeds, whatever the history. While nobody watches, it lists nothing, unless metrics are scraped: each scrape lists as a viewer does.`,
      `- A viewer has ${ASSUMED.tilesInView} tiles in view, day and night, and loads each preview once, from the bucket itself. A viewer of eight hours a day costs a third.`,
      `- The past is not in it. A process spends at most \`PAST_LISTS_PER_SECOND\` on it (${PAST_LISTS_PER_SECOND}), whatever viewers ask for: the last line of each table is the price if they did so day and night.`,
      `- With \`PREVIEWS=off\` the second PUT is an empty index entry, and viewers load originals. With \`INDEX=off\` as well there is one PUT, and no history of a stream.`,
      `- The naive gallery keeps the same frames as long and shows the same tiles. For each viewer and every ${ASSUMED.naiveSecondsPerPoll} seconds it lists the bucket and signs the newest originals afresh, so that they are loaded again.`,
    ].join("\n"),
    ...PRICES.flatMap((prices) => [`## ${prices.store}`, bills(prices)]),
  ].join("\n\n");
}

function bills(prices: Prices): string {
  const all = FEEDS.map((feeds) => {
    const of = (variant: Variant) => livewallBill(feeds, prices, variant);
    return {
      feeds,
      ours: of("previews"),
      originals: of("PREVIEWS=off"),
      unindexed: of("INDEX=off"),
      naive: naiveBill(feeds, prices),
    };
  });
  type Row = (typeof all)[number];
  const row = (head: string, of: (one: Row) => number) => [head, ...all.map((one) => dollars(of(one)))];
  const fixed = ({ hooks, storage }: Row["ours"]) => hooks + storage;
  const base = ({ ours }: Row) => fixed(ours) + ours.wall;
  return markdownTable(
    ["a month", ...FEEDS.map((feeds) => `${number(feeds)} feeds`)],
    [
      row("taking hooks", ({ ours }) => ours.hooks),
      row("keeping the log and previews", ({ ours }) => ours.storage),
      row("both, for each feed", ({ ours, feeds }) => fixed(ours) / feeds),
      row("the wall, for all viewers of a process", ({ ours }) => ours.wall),
      row("**together**", base),
      row("each viewer", ({ ours }) => ours.viewer),
      row("`PREVIEWS=off`: hooks and log", ({ originals }) => fixed(originals)),
      row("`PREVIEWS=off`: each viewer", ({ originals }) => originals.viewer),
      row("`INDEX=off`: hooks and log", ({ unindexed }) => fixed(unindexed)),
      row("naive: taking hooks, keeping frames", ({ naive }) => fixed(naive)),
      row("naive: each viewer", ({ naive }) => naive.viewer),
      row(`Livewall with ${VIEWERS} viewers`, (one) => base(one) + VIEWERS * one.ours.viewer),
      row(`naive with ${VIEWERS} viewers`, ({ naive }) => fixed(naive) + VIEWERS * naive.viewer),
      row("the past, at the most, of each process", () => pastBill(PAST_LISTS_PER_SECOND, prices)),
    ],
  );
}

function dollars(amount: number): string {
  return `$${amount.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

function number(value: number): string {
  return value.toLocaleString("en");
}

function decimal(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: 1 });
}

function kb(bytes: number): string {
  return `${bytes / 1_000} KB`;
}
