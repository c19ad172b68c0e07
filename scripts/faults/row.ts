import { markdownTable } from "../docs/table.ts";
import { quantile } from "../shared/quantile.ts";
import type { Sent } from "./sender.ts";

/** The outcome of one scenario. */
export type Row = {
  readonly scenario: string;
  readonly spool: boolean;
  readonly sent: number;
  readonly acknowledged: number;
  readonly rejected: string;
  readonly stored: number;
  /** Acknowledged, and not in the bucket byte for byte at the end. */
  readonly lost: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly peakMegabytes: number | null;
  readonly notes: string;
};

const HEADINGS = [
  "spool",
  "sent",
  "acknowledged",
  "rejected",
  "stored",
  "acknowledged and lost",
  "p50 ms",
  "p99 ms",
  "longest ms",
  "memory MB",
];

export function createRow(
  about: Pick<Row, "scenario" | "spool" | "peakMegabytes" | "notes">,
  sent: readonly Sent[],
  stored: ReadonlySet<Sent>,
): Row {
  const acknowledged = sent.filter(({ status }) => status === 200);
  const rejected = Map.groupBy(
    sent.filter(({ status }) => status !== 200),
    ({ status }) => status,
  );
  const times = sent.filter(({ status }) => status !== "no answer").map(({ ms }) => ms);
  const latency = (share: number) => Math.round(quantile(times, share)) || 0;
  return {
    ...about,
    sent: sent.length,
    acknowledged: acknowledged.length,
    rejected: [...rejected].map(([status, { length }]) => `${length} × ${status}`).join(", ") || "0",
    stored: stored.size,
    lost: acknowledged.filter((frame) => !stored.has(frame)).length,
    p50Ms: latency(0.5),
    p99Ms: latency(0.99),
    maxMs: latency(1),
  };
}

/** @param heading of the first column */
export function createTable(heading: string, rows: readonly Row[]): string {
  const hasNotes = rows.some(({ notes }) => notes !== "");
  const heads = [heading, ...HEADINGS, ...(hasNotes ? ["notes"] : [])];
  return markdownTable(
    heads,
    rows.map((row) => toCells(row).slice(0, heads.length)),
  );
}

function toCells({ scenario, spool, peakMegabytes, ...row }: Row): string[] {
  const counts = [row.sent, row.acknowledged, row.rejected, row.stored, row.lost];
  const figures = [row.p50Ms, row.p99Ms, row.maxMs, peakMegabytes ?? "–"];
  return [scenario, spool ? "yes" : "no", ...[...counts, ...figures].map(String), row.notes];
}
