import type { Sent } from "./load.ts";

/** What one fault did to a steady load. */
export type Row = {
  readonly fault: string;
  readonly spool: boolean;
  readonly sent: number;
  readonly acknowledged: number;
  /** How many were answered with what else. */
  readonly refused: ReadonlyMap<string, number>;
  readonly stored: number;
  /** Acknowledged, and not in the bucket byte for byte when all was over. */
  readonly lost: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly longestMs: number;
  readonly peakMegabytes: number | null;
};

export function rowOf(
  fault: string,
  spool: boolean,
  sent: readonly Sent[],
  stored: ReadonlySet<Sent>,
  peakMegabytes: number | null,
): Row {
  const refused = new Map<string, number>();
  for (const { status } of sent) {
    if (status !== 200) refused.set(String(status), (refused.get(String(status)) ?? 0) + 1);
  }
  const acknowledged = sent.filter(({ status }) => status === 200);
  const times = sent
    .filter(({ status }) => status !== "no answer")
    .map(({ ms }) => ms)
    .sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.max(0, Math.ceil(times.length * share) - 1)] ?? 0);
  return {
    fault,
    spool,
    sent: sent.length,
    acknowledged: acknowledged.length,
    refused,
    stored: stored.size,
    lost: acknowledged.filter((frame) => !stored.has(frame)).length,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    longestMs: at(1),
    peakMegabytes,
  };
}

const HEADINGS = [
  "fault between receiver and store",
  "spool",
  "sent",
  "acknowledged",
  "refused",
  "stored",
  "acknowledged and lost",
  "p50 ms",
  "p99 ms",
  "longest ms",
  "memory MB",
];

/** The rows as a table in Markdown. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [HEADINGS, HEADINGS.map((_, n) => (n === 0 ? "---" : "---:")), ...rows.map(cells)];
  return lines.map((line) => `| ${line.join(" | ")} |`).join("\n");
}

function cells(row: Row): string[] {
  const refused = [...row.refused].map(([status, count]) => `${count} × ${status}`).join(", ");
  return [
    row.fault,
    row.spool ? "yes" : "no",
    String(row.sent),
    String(row.acknowledged),
    refused || "0",
    String(row.stored),
    String(row.lost),
    String(row.p50Ms),
    String(row.p99Ms),
    String(row.longestMs),
    row.peakMegabytes === null ? "–" : String(row.peakMegabytes),
  ];
}
