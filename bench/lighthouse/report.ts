export const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;
export const DEVICES = ["phone", "desktop"] as const;

export type Device = (typeof DEVICES)[number];

export type Audit = {
  /** Of 100. */
  readonly scores: Readonly<Record<(typeof CATEGORIES)[number], number>>;
  /** ms, and for layout shifts the share of the screen that moved. */
  readonly metrics: Readonly<Record<"fcp" | "lcp" | "tbt" | "cls" | "speed", number>>;
  /** What cost points, in Lighthouse's words. */
  readonly failures: readonly string[];
};

/** One page on one device: its audit in the middle of several. */
export type Row = Audit & { readonly page: string; readonly device: Device };

/** What each page has to reach, on a phone and on a desktop. */
export const BUDGET: Audit["scores"] = { performance: 98, accessibility: 100, "best-practices": 100 };

/** The audit with the performance in the middle, with the worst of what does not vary with the machine's load. */
export function middleOf(audits: readonly Audit[]): Audit {
  const sorted = audits.toSorted((a, b) => a.scores.performance - b.scores.performance);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new RangeError("no audits");
  const worst = (name: "accessibility" | "best-practices") =>
    Math.min(...audits.map(({ scores }) => scores[name]));
  const scores = {
    ...middle.scores,
    accessibility: worst("accessibility"),
    "best-practices": worst("best-practices"),
  };
  return { ...middle, scores, failures: [...new Set(audits.flatMap(({ failures }) => failures))] };
}

/** What is under the budget; empty when all is well. */
export function faultsOf(rows: readonly Row[]): string[] {
  return rows.flatMap(({ page, device, scores }) =>
    CATEGORIES.filter((name) => !(scores[name] >= BUDGET[name])).map(
      (name) => `${page} on a ${device}: ${name} is ${scores[name]}, the budget ${BUDGET[name]}`,
    ),
  );
}

/** A table in Markdown, and below it what cost points. */
export function tableOf(rows: readonly Row[]): string[] {
  const heads = ["page", "device", ...CATEGORIES.map((name) => `${name} (${BUDGET[name]})`)];
  const metrics = ["FCP, ms", "LCP, ms", "TBT, ms", "CLS", "Speed Index, ms"];
  const lines = rows.map(({ page, device, scores, metrics: { fcp, lcp, tbt, cls, speed } }) => [
    page,
    device,
    ...CATEGORIES.map((name) => scores[name]),
    ...[fcp, lcp, tbt].map((ms) => ms.toFixed(0)),
    cls.toFixed(3),
    speed.toFixed(0),
  ]);
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  const table = [[...heads, ...metrics], [...heads, ...metrics].map(() => "---"), ...lines].map(line);
  const lost = rows.flatMap(({ page, device, failures }) =>
    failures.map((failure) => `${page} on a ${device} lost points: ${failure}`),
  );
  return [...table, ...lost];
}
