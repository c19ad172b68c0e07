import { quantile } from "../shared/quantile.ts";
import type { Sent } from "./sender.ts";

/** The heads after the first, which names the scenario. */
export const HEADINGS = [
  ...["spool", "sent", "acknowledged", "rejected", "stored", "acknowledged and lost"],
  ...["p50 ms", "p99 ms", "longest ms", "memory MB", "notes"],
];

/** The outcome of one scenario. */
export type Row = {
  /** Owed, and neither in the bucket byte for byte at the end nor kept aside. What was acknowledged is owed. */
  readonly lost: number;
  readonly cells: readonly string[];
};

type About = {
  readonly scenario: string;
  readonly spool: boolean;
  /** Whether all that was sent is owed. */
  readonly isAllOwed?: boolean;
  readonly peakMegabytes: number | null;
  readonly notes: string;
};

/** @param aside frames that the scenario itself has damaged on the disk, and that the receiver keeps and reports */
export function createRow(
  about: About,
  sent: readonly Sent[],
  stored: ReadonlySet<Sent>,
  aside: ReadonlySet<Sent> = new Set(),
): Row {
  const acknowledged = sent.filter(({ status }) => status === 200);
  const rejected = Map.groupBy(
    sent.filter(({ status }) => status !== 200),
    ({ status }) => status,
  );
  const owed = about.isAllOwed === true ? sent : acknowledged;
  const lost = owed.filter((frame) => !stored.has(frame) && !aside.has(frame)).length;
  const times = sent.filter(({ status }) => status !== "no answer").map(({ ms }) => ms);
  const cells = [
    about.scenario,
    about.spool ? "yes" : "no",
    sent.length,
    acknowledged.length,
    [...rejected].map(([status, { length }]) => `${length} × ${status}`).join(", ") || "0",
    stored.size,
    lost,
    ...[0.5, 0.99, 1].map((share) => Math.round(quantile(times, share)) || 0),
    about.peakMegabytes ?? "–",
    aside.size > 0 ? [about.notes, `${aside.size} kept aside`].filter(Boolean).join("; ") : about.notes,
  ];
  return { lost, cells: cells.map(String) };
}
