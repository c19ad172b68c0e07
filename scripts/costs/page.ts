import { APP } from "#lib/settings/table.ts";
import { DEFAULT_RETENTION } from "../../cli/bucket/lifecycle.ts";
import { markdownTable } from "../docs/table.ts";
import {
  ASSUMED,
  type Bill,
  largeTilesBill,
  listsPerPoll,
  livewallBill,
  naiveBill,
  pastBill,
  REQUESTS,
} from "./model.ts";
import { PRICES, type Prices } from "./prices.ts";

const FEEDS = [10, 100, 1_000, 10_000];
const PAST_LISTS_PER_SECOND = Number(APP.PAST_LISTS_PER_SECOND.default);

/** docs/costs.md. */
export function costsPage(): string {
  const lists = FEEDS.map((feeds) => listsPerPoll(feeds).toFixed(1)).join(", ");
  const feeds = FEEDS.map((count) => count.toLocaleString("en")).join(", ");
  return [
    "# Costs",
    "<!-- Made from scripts/costs by npm run costs: change it there. -->",
    `The monthly price of the bucket in US dollars, by the number of feeds, without the machine that runs Livewall and its
traffic. \`npm run costs\` computes it. A test counts the requests of a hook, a poll and a picture at a store.`,
    "## Prices",
    markdownTable(
      ["", ...PRICES.map(({ store }) => store)],
      [
        ["1,000 PUT", ...PRICES.map(({ put }) => `$${put}`)],
        ["1,000 LIST", ...PRICES.map(({ list }) => `$${list}`)],
        ["1,000 GET", ...PRICES.map(({ get }) => `$${get}`)],
        ["a GB stored for a month", ...PRICES.map(({ storage }) => `$${storage}`)],
        ["a GB to the internet", ...PRICES.map(({ egress }) => `$${egress}`)],
        ["source, date", ...PRICES.map(({ source, date }) => `<${source}>, ${date}`)],
      ],
    ),
    `These are list prices without free tiers and discounts for large amounts. Deletion by the lifecycle is free. Neither
store has a minimum size, so an empty object costs its PUT alone.`,
    "## Assumptions",
    [
      `- **Frames**: one of each feed every ${ASSUMED.secondsPerFrame} seconds, ${kb(ASSUMED.frameBytes)} on average, with a preview of ${kb(ASSUMED.previewBytes)}. A frame takes ${REQUESTS.putsPerFrame} PUTs, and one in ${1 / REQUESTS.otherPutsPerFrame} frames takes another, for late notes, events and faults.`,
      `- **Retention**: ${DEFAULT_RETENTION.log} days for the log, ${DEFAULT_RETENTION.previews} days for previews.`,
      `- **The wall** is watched at all times. Each process lists the end of the log every ${REQUESTS.secondsPerPoll} seconds, for all its viewers together. That takes ${lists} LISTs for ${feeds} feeds. Without viewers and scrapes of metrics, it lists nothing.`,
      `- **A viewer** has ${ASSUMED.tilesInView} tiles in view, day and night, and loads each preview once from the bucket.`,
      `- **Large tiles** show the original, of ${kb(ASSUMED.frameBytes)} on average, in place of the preview: a browser loads one of them, and both of a past moment that rests. It costs no further object. \`ORIGINALS=off\` shows previews only.`,
      `- **The past** is excluded. The last line of each table is its price at \`PAST_LISTS_PER_SECOND\` (${PAST_LISTS_PER_SECOND}), day and night.`,
      `- **\`PREVIEWS=off\`**: the second PUT is an empty index entry, and viewers load originals. With \`INDEX=off\` there is one PUT, and no history of a stream.`,
      `- **The naive gallery** stores the same frames. For each viewer and every ${ASSUMED.naiveSecondsPerPoll} seconds, it lists the bucket and signs new URLs of the originals, which are loaded again.`,
    ].join("\n"),
    ...PRICES.flatMap((prices) => [`## ${prices.store}`, createTable(prices)]),
  ].join("\n\n");
}

function createTable(prices: Prices): string {
  type Bills = Readonly<Record<"ours" | "originals" | "unindexed" | "naive", Bill>>;
  const row = (head: string, price: (bills: Bills, feeds: number) => number) => [
    head,
    ...FEEDS.map((feeds) => {
      const bills = {
        ours: livewallBill(feeds, prices),
        originals: livewallBill(feeds, prices, "PREVIEWS=off"),
        unindexed: livewallBill(feeds, prices, "INDEX=off"),
        naive: naiveBill(feeds, prices),
      };
      return dollars(price(bills, feeds));
    }),
  ];
  const fixed = ({ hooks, storage }: Bill) => hooks + storage;
  return markdownTable(
    ["a month", ...FEEDS.map((feeds) => `${feeds.toLocaleString("en")} feeds`)],
    [
      row("hooks", ({ ours }) => ours.hooks),
      row("storage of the log and previews", ({ ours }) => ours.storage),
      row("both, for each feed", ({ ours }, feeds) => fixed(ours) / feeds),
      row("the wall, for all viewers of a process", ({ ours }) => ours.wall),
      row("**total**", ({ ours }) => fixed(ours) + ours.wall),
      row("each viewer", ({ ours }) => ours.viewer),
      row(`each viewer of ${ASSUMED.largeTiles} large tiles`, (_bills, feeds) =>
        largeTilesBill(feeds, prices),
      ),
      row("`PREVIEWS=off`: hooks and log", ({ originals }) => fixed(originals)),
      row("`PREVIEWS=off`: each viewer", ({ originals }) => originals.viewer),
      row("`INDEX=off`: hooks and log", ({ unindexed }) => fixed(unindexed)),
      row("naive: hooks and storage", ({ naive }) => fixed(naive)),
      row("naive: each viewer", ({ naive }) => naive.viewer),
      row("the past, at most, for each process", () => pastBill(PAST_LISTS_PER_SECOND, prices)),
    ],
  );
}

function dollars(amount: number): string {
  return `$${amount.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

function kb(bytes: number): string {
  return `${bytes / 1_000} KB`;
}
