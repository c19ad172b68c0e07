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
  return { scores: scoresOf(lhr), metrics: metricsOf(lhr), failures: failuresOf(lhr) };
}

function scoresOf({ categories }: Result): Audit["scores"] {
  const score = (name: (typeof CATEGORIES)[number]) => {
    const value = categories[name]?.score ?? null;
    if (value === null) throw new Error(`Lighthouse gave no score for ${name}`);
    return Math.round(value * 100);
  };
  return {
    performance: score("performance"),
    accessibility: score("accessibility"),
    "best-practices": score("best-practices"),
  };
}

function metricsOf({ audits }: Result): Audit["metrics"] {
  const value = (name: string) => audits[name]?.numericValue ?? NaN;
  return {
    fcp: value("first-contentful-paint"),
    lcp: value("largest-contentful-paint"),
    tbt: value("total-blocking-time"),
    cls: value("cumulative-layout-shift"),
    speed: value("speed-index"),
  };
}

/** What costs points: audits with a weight that are not perfect. */
function failuresOf({ audits, categories }: Result): string[] {
  const weighty = CATEGORIES.flatMap((name) => categories[name]?.auditRefs ?? []).filter(
    ({ weight }) => weight > 0,
  );
  return weighty.flatMap(({ id }) => {
    const one = audits[id];
    return one === undefined || one.score === null || one.score >= 0.9 ? [] : [`${one.title} (${id})`];
  });
}
