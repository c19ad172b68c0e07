import { DEFAULT_RETENTION } from "#lib/store/bucket/retention.ts";
import { markdownTable } from "../docs/table.ts";
import { ASSUMED, livewallBill, listsPerSnapshot, naiveBill, REQUESTS } from "./model.ts";
import { PRICES, type Prices } from "./prices.ts";

const FEEDS = [10, 100, 1_000, 10_000];
/** Of the comparison's last lines. */
const VIEWERS = 10;

/** docs/costs.md. */
export function costsPage(): string {
  return [
    "# What it costs",
    "<!-- Made from scripts/costs by npm run costs: change it there. -->",
    `What the bucket costs in a month, in US dollars, by feeds; what runs Livewall is not in it, nor what it sends itself
(pages and polls). \`npm run costs\` computes it from the prices below. A test counts at a store what a
hook, a snapshot and a picture ask for.`,
    "## Prices",
    markdownTable(
      ["", ...PRICES.map(({ store }) => store)],
      [
        ["1,000 PUT", ...PRICES.map(({ put }) => `$${put}`)],
        ["1,000 LIST", ...PRICES.map(({ list }) => `$${list}`)],
        ["1,000 GET", ...PRICES.map(({ get }) => `$${get}`)],
        ["1,000 DELETE", ...PRICES.map(({ delete: price }) => `$${price}`)],
        ["a GB kept for a month", ...PRICES.map(({ storage }) => `$${storage}`)],
        ["a GB to the internet", ...PRICES.map(({ egress }) => `$${egress}`)],
        ["source, date", ...PRICES.map(({ source, date }) => `<${source}>, ${date}`)],
      ],
    ),
    "List prices of the first step, without free tiers: large bills are lower.",
    "## What is counted",
    [
      `- A frame of each feed every ${ASSUMED.secondsPerFrame} seconds, ${kb(ASSUMED.frameBytes)} in the mean, with a preview of ${kb(ASSUMED.previewBytes)}: ${REQUESTS.putsPerFrame} PUTs, a DELETE, and a LIST once in ${REQUESTS.framesPerList} frames.`,
      `- Frames are kept ${days("frames")}, previews ${days("previews")}, as \`npm run setup\` sets it.`,
      `- Somebody watches at all times: a snapshot every ${REQUESTS.secondsPerSnapshot} seconds in each process, which is a LIST for each thousand facts, of which a feed has ${ASSUMED.factsPerFeed}: ${FEEDS.map((feeds) => listsPerSnapshot(feeds * ASSUMED.factsPerFeed)).join(", ")} LISTs for ${FEEDS.map(number).join(", ")} feeds. While nobody watches, none, unless metrics are scraped: each scrape lists as a viewer does.`,
      `- A viewer has ${ASSUMED.tilesInView} tiles in view, day and night, and loads each preview once, from the bucket itself. Who watches eight hours a day costs a third.`,
      `- Looking back is not in it: opening a moment of a stream is two LISTs, a tile's eight hours of the past one, and a stream's timeline three each half minute that somebody looks at it, shared by all who look at the same.`,
      `- The naive gallery keeps the same frames as long and shows the same tiles. For each viewer and every ${ASSUMED.naiveSecondsPerPoll} seconds it lists the bucket and signs the newest originals afresh, so that they are loaded again.`,
    ].join("\n"),
    ...PRICES.flatMap((prices) => [`## ${prices.store}`, bills(prices)]),
  ].join("\n\n");
}

function bills(prices: Prices): string {
  const all = FEEDS.map((feeds) => ({
    feeds,
    ours: livewallBill(feeds, prices),
    naive: naiveBill(feeds, prices),
  }));
  type Row = (typeof all)[number];
  const row = (head: string, of: (one: Row) => number) => [head, ...all.map((one) => dollars(of(one)))];
  const base = ({ ours }: Row) => ours.hooks + ours.storage + ours.wall;
  return markdownTable(
    ["a month", ...FEEDS.map((feeds) => `${number(feeds)} feeds`)],
    [
      row("taking hooks", ({ ours }) => ours.hooks),
      row("keeping frames and previews", ({ ours }) => ours.storage),
      row("the wall, for all viewers", ({ ours }) => ours.wall),
      row("**together**", base),
      row("of that, a feed", (one) => base(one) / one.feeds),
      row("each viewer", ({ ours }) => ours.viewer),
      row("naive: taking hooks, keeping frames", ({ naive }) => naive.hooks + naive.storage),
      row("naive: each viewer", ({ naive }) => naive.viewer),
      row(`Livewall with ${VIEWERS} viewers`, (one) => base(one) + VIEWERS * one.ours.viewer),
      row(
        `naive with ${VIEWERS} viewers`,
        ({ naive }) => naive.hooks + naive.storage + VIEWERS * naive.viewer,
      ),
    ],
  );
}

function dollars(amount: number): string {
  return `$${amount.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

function number(value: number): string {
  return value.toLocaleString("en");
}

function kb(bytes: number): string {
  return `${bytes / 1_000} KB`;
}

function days(room: "frames" | "previews"): string {
  const kept = DEFAULT_RETENTION[room];
  return kept === null ? "for ever" : `${kept} days`;
}
