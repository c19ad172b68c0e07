import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { z } from "zod";
import { pathToThisNode } from "../../scripts/shared/tool.ts";
import { type Audit, CATEGORIES, type Device } from "./report.ts";

/** Fetched when it is first used: with its dependencies it is a quarter of the files that `npm ci` would write. */
const LIGHTHOUSE = "lighthouse@13.5.0";

const SCORE = z.object({
  score: z.number(),
  auditRefs: z.array(z.object({ id: z.string(), weight: z.number() })),
});
const METRIC = z.object({ numericValue: z.number() }).transform(({ numericValue }) => numericValue);
const METRICS = z
  .object({
    "first-contentful-paint": METRIC,
    "largest-contentful-paint": METRIC,
    "total-blocking-time": METRIC,
    "cumulative-layout-shift": METRIC,
    "speed-index": METRIC,
  })
  .transform((metrics) => ({
    fcp: metrics["first-contentful-paint"],
    lcp: metrics["largest-contentful-paint"],
    tbt: metrics["total-blocking-time"],
    cls: metrics["cumulative-layout-shift"],
    speed: metrics["speed-index"],
  }));
const REPORT = z.object({
  categories: z.object({ performance: SCORE, accessibility: SCORE, "best-practices": SCORE }),
  audits: z.record(z.string(), z.looseObject({ title: z.string(), score: z.number().nullish() })),
});

/** @param port where Chromium takes commands @param report the file for Lighthouse's own report, without its ending */
export async function audit(url: string, device: Device, port: number, report: string): Promise<Audit> {
  const args = [
    ...["--yes", LIGHTHOUSE, url, "--quiet", `--port=${port}`, `--only-categories=${CATEGORIES.join()}`],
    ...["--output=json", "--output=html", `--output-path=${report}`],
    ...(device === "desktop" ? ["--preset=desktop"] : []),
  ];
  await promisify(execFile)("npx", args, { env: { ...process.env, ...pathToThisNode() } });
  const { categories, audits } = REPORT.parse(JSON.parse(readFileSync(`${report}.report.json`, "utf8")));
  const scores = (name: (typeof CATEGORIES)[number]) => Math.round(categories[name].score * 100);
  const weighted = CATEGORIES.flatMap((name) => categories[name].auditRefs).filter(
    ({ weight }) => weight > 0,
  );
  return {
    scores: {
      performance: scores("performance"),
      accessibility: scores("accessibility"),
      "best-practices": scores("best-practices"),
    },
    metrics: METRICS.parse(audits),
    failures: weighted.flatMap(({ id }) => {
      const { title, score } = audits[id] ?? {};
      return (score ?? 1) < 0.9 ? [`${title} (${id})`] : [];
    }),
  };
}
