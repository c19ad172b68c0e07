import { markdownTable } from "../../scripts/docs/table.ts";

export const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;
export const DEVICES = ["phone", "desktop"] as const;

export type Device = (typeof DEVICES)[number];

export type Audit = {
  /** Of 100. */
  readonly scores: Readonly<Record<(typeof CATEGORIES)[number], number>>;
  /** ms, and for layout shifts the share of the screen that moved. */
  readonly metrics: Readonly<Record<"fcp" | "lcp" | "tbt" | "cls" | "speed", number>>;
  /** The audits that cost points, by Lighthouse's titles. */
  readonly failures: readonly string[];
};

/** One page on one device: the median of its audits. */
export type Row = Audit & { readonly page: string; readonly device: Device };

/** The scores that each page has to reach, on a phone and on a desktop. */
export const BUDGET: Audit["scores"] = { performance: 98, accessibility: 100, "best-practices": 100 };

/** The audit with the median performance, and the worst of the scores that do not vary with the machine's load. */
export function selectMedian(audits: readonly Audit[]): Audit {
  const sorted = audits.toSorted((a, b) => a.scores.performance - b.scores.performance);
  const median = sorted[Math.floor(sorted.length / 2)];
  if (median === undefined) throw new RangeError("no audits");
  const worst = (name: (typeof CATEGORIES)[number]) => Math.min(...audits.map(({ scores }) => scores[name]));
  return {
    ...median,
    scores: {
      ...median.scores,
      accessibility: worst("accessibility"),
      "best-practices": worst("best-practices"),
    },
    failures: [...new Set(audits.flatMap(({ failures }) => failures))],
  };
}

/** The scores under the budget. */
export function findFaults(rows: readonly Row[]): string[] {
  return rows.flatMap(({ page, device, scores }) =>
    CATEGORIES.filter((name) => !(scores[name] >= BUDGET[name])).map(
      (name) => `${page} on a ${device}: ${name} is ${scores[name]}, the budget ${BUDGET[name]}`,
    ),
  );
}

/** A table in Markdown, and below it the audits that cost points. */
export function createTable(rows: readonly Row[]): string {
  const scores = CATEGORIES.map((name) => `${name} (${BUDGET[name]})`);
  const heads = ["page", "device", ...scores, "FCP, ms", "LCP, ms", "TBT, ms", "CLS", "Speed Index, ms"];
  const cells = rows.map(({ page, device, scores: given, metrics: { fcp, lcp, tbt, cls, speed } }) => [
    page,
    device,
    ...CATEGORIES.map((name) => String(given[name])),
    ...[fcp, lcp, tbt].map((ms) => ms.toFixed(0)),
    cls.toFixed(3),
    speed.toFixed(0),
  ]);
  const lost = rows.flatMap(({ page, device, failures }) =>
    failures.map((failure) => `${page} on a ${device} lost points: ${failure}`),
  );
  return [markdownTable(heads, cells), ...lost].join("\n");
}
