// The alert rules name what a process measures. tests/thorough/alerts.test.ts lets each of them fire.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { alertNames, createWatched, selectors } from "../../support/alerts.ts";

const moment = { hook: {}, answer: 200, tile: {}, listed: 0, spool: {} };

test("alerts watch metrics that a process has, with labels that these have", async () => {
  const exposed = await createWatched().scrape(0, moment);
  const listed = exposed.split("\n").filter((line) => !line.startsWith("#"));
  expect(selectors.length).toBeGreaterThan(alertNames.length);
  for (const { metric, labels } of selectors) {
    const samples = listed.filter((line) => new RegExp(`^${metric}[ {]`).test(line));
    expect(samples, metric).not.toHaveLength(0);
    for (const [label = "", values = ""] of labels) {
      if (label === "job" || label === "address") continue;
      for (const value of values.split("|"))
        expect(
          samples.some((line) => line.includes(`${label}="${value}"`)),
          `${metric} ${value}`,
        ).toBe(true);
    }
  }
});

test("the documents explain each alert, and no other", () => {
  const page = readFileSync("docs/monitoring.md", "utf8");
  const documented = [...page.matchAll(/`(Livewall\w+)`/g)].map(([, name]) => name);
  expect(documented.sort()).toEqual([...alertNames].sort());
});
