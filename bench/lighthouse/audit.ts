import { writeFileSync } from "node:fs";
import lighthouse, { desktopConfig, generateReport, type Result } from "lighthouse";
import { CATEGORIES, type Audit, type Device } from "./report.ts";

/** @param port where Chromium takes commands @param report the file for Lighthouse's own report, without its ending */
export async function audit(url: string, device: Device, port: number, report: string): Promise<Audit> {
  const run = await lighthouse(
    url,
    { port, logLevel: "error", onlyCategories: [...CATEGORIES] },
    device === "desktop" ? desktopConfig : undefined,
  );
  if (run === undefined) throw new Error(`Lighthouse had nothing to say about ${url}`);
  const { lhr } = run;
  if (lhr.runtimeError !== undefined) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  writeFileSync(`${report}.html`, generateReport(lhr, "html"));
  const { audits, categories } = lhr;
  const score = (name: (typeof CATEGORIES)[number]) => {
    const value = categories[name]?.score ?? null;
    if (value === null) throw new Error(`Lighthouse gave no score for ${name}`);
    return Math.round(value * 100);
  };
  const metric = (name: string) => audits[name]?.numericValue ?? NaN;
  return {
    scores: {
      performance: score("performance"),
      accessibility: score("accessibility"),
      "best-practices": score("best-practices"),
    },
    metrics: {
      fcp: metric("first-contentful-paint"),
      lcp: metric("largest-contentful-paint"),
      tbt: metric("total-blocking-time"),
      cls: metric("cumulative-layout-shift"),
      speed: metric("speed-index"),
    },
    failures: findFailures(lhr),
  };
}

/** The audits that cost points: they have a weight and are not perfect. */
function findFailures({ audits, categories }: Result): string[] {
  const weighted = CATEGORIES.flatMap((name) => categories[name]?.auditRefs ?? []).filter(
    ({ weight }) => weight > 0,
  );
  return weighted.flatMap(({ id }) => {
    const one = audits[id];
    return one === undefined || one.score === null || one.score >= 0.9 ? [] : [`${one.title} (${id})`];
  });
}
