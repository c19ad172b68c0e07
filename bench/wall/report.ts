import { markdownTable } from "../../scripts/docs/table.ts";
import type { FirstHtml } from "./browser/first-html.ts";
import type { Day } from "./browser/day.ts";
import type { Strain } from "./browser/strain.ts";
import type { Screen } from "./browser/screen.ts";
import type { Measured } from "./cell.ts";
import type { ColdStart } from "./cold-start.ts";

export type Results = {
  readonly loads: readonly Measured[];
  readonly coldStarts: readonly ColdStart[];
  readonly screen: readonly Screen[];
  readonly firstHtml: readonly FirstHtml[];
  readonly strains: readonly Strain[];
  readonly day: Day | null;
};

const kb = (bytes: number) => (bytes / 1000).toFixed(bytes < 100_000 ? 1 : 0);
const ratio = (a: number, b: number) => (b > 0 ? (a / b).toFixed(2) : "-");

/** Lines of Markdown. */
export function report({ loads, coldStarts, screen, firstHtml, strains, day }: Results): string[] {
  const parts = [
    loads.length > 0 ? loadsTable(loads) : "",
    coldStarts.length > 0 ? coldTable(coldStarts) : "",
    screen.length > 0 ? screenTable(screen) : "",
    firstHtml.length > 0 ? htmlTable(firstHtml) : "",
    ...strains.map(strainLine),
    day === null ? "" : dayLine(day),
  ];
  return parts.filter((part) => part !== "").flatMap((part) => [part, ""]);
}

function strainLine({ what, count, longest, worked }: Strain): string {
  const clock = `${count} tasks over 50 ms by the clock, the longest ${longest.toFixed(0)} ms`;
  return `${what}: ${clock}; ${worked.count} by the page's own CPU time, the longest ${worked.longest.toFixed(0)} ms`;
}

function loadsTable(loads: readonly Measured[]): string {
  return markdownTable(
    [
      "feeds",
      "viewers",
      "frames a feed",
      "gallery",
      "to open, KB",
      "pictures, KB/min",
      "× the limit",
      "of the originals",
      "polls, KB/min",
      "polls/min",
      "poll p50 / p95, ms",
      "LISTs/min, all viewers",
      "picture GETs/min, all viewers",
      "CPU ms/min, all viewers",
      "RSS MB",
    ],
    loads.map((m) => {
      const load = [m.load.feeds, m.load.viewers, m.load.history].map((n) => n.toLocaleString("en"));
      if (!m.opened) return [...load, m.gallery, "not within 15 s", ...Array<string>(10).fill("")];
      return [
        ...load,
        m.gallery,
        kb(m.openBytes),
        kb(m.pictureBytes),
        ratio(m.pictureBytes, m.limitBytes),
        m.pictureBytes > 0 ? `1/${(m.originalBytes / m.pictureBytes).toFixed(1)}` : "-",
        kb(m.pollBytes),
        m.polls.toFixed(1),
        `${m.pollP50.toFixed(0)} / ${m.pollP95.toFixed(0)}`,
        m.lists.toFixed(0),
        m.pictures.toFixed(0),
        m.cpuMs.toFixed(0),
        (m.rssBytes / 1e6).toFixed(0),
      ];
    }),
  );
}

function screenTable(screen: readonly Screen[]): string {
  const seconds = (ms: number) => (Number.isFinite(ms) ? (ms / 1000).toFixed(2) : "never");
  return markdownTable(
    ["feeds", "gallery", "hooks", "shown", "p50, s", "p95, s", "worst, s"],
    screen.map((s) => [
      String(s.feeds),
      s.gallery,
      String(s.hooks),
      String(s.shown),
      seconds(s.p50),
      seconds(s.p95),
      seconds(s.worst),
    ]),
  );
}

function htmlTable(rows: readonly FirstHtml[]): string {
  return markdownTable(
    ["feeds", "first byte p50 / p95, ms", "whole page p50 / p95, ms", "KB", "encoding"],
    rows.map((row) => [
      row.feeds.toLocaleString("en"),
      `${row.firstByteP50.toFixed(0)} / ${row.firstByteP95.toFixed(0)}`,
      `${row.wholeP50.toFixed(0)} / ${row.wholeP95.toFixed(0)}`,
      kb(row.bytes),
      row.encoding,
    ]),
  );
}

function coldTable(rows: readonly ColdStart[]): string {
  return markdownTable(
    [
      "feeds, cold start",
      "first byte p50 / p95, ms",
      "whole page p95, ms",
      "LISTs before the first byte",
      "tiles",
    ],
    rows.map((row) => [
      row.feeds.toLocaleString("en"),
      `${row.firstByteP50.toFixed(0)} / ${row.firstByteP95.toFixed(0)}`,
      row.wholeP95.toFixed(0),
      String(row.listsBefore),
      row.tiles.toLocaleString("en"),
    ]),
  );
}

function dayLine({ tiles, turns, heapBytes, nodes }: Day): string {
  const megabytes = heapBytes.map((bytes) => (bytes / 1e6).toFixed(1)).join(", ");
  return (
    `${turns} changes of ${tiles} tiles (a day has 2,880): the page's heap in MB after each 144 ${megabytes}; ` +
    `DOM nodes ${nodes.join(", ")}`
  );
}
