// Each alert fires by its cause: the metrics of a real process, judged by promtool.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findProgram, requirePrograms } from "../../scripts/local-store/debian-packages.ts";
import { alertNames, createWatched, RULES, selectors, type Moment } from "../support/alerts.ts";

const promtool = await requirePrograms(["promtool"], ["prometheus"]);

const SCRAPE_SECONDS = 30;
const CAUSE_SECONDS = 12 * 60;
const END_SECONDS = 27 * 60;

/** Changes a moment of a healthy process, or ends its scrapes. @param since seconds since the cause began */
type Cause = (since: number, at: number) => Partial<Moment> | "down" | "absent";

const bad =
  (outcome: string, isAccepted = false): Cause =>
  () => ({ hook: { outcome, isAccepted } });
const spool =
  (usage: Moment["spool"]): Cause =>
  () => ({ spool: usage });
const silent = { faults: [], seen: CAUSE_SECONDS * 1_000, time: CAUSE_SECONDS * 1_000 };

const CAUSES: readonly [string, readonly string[], Cause][] = [
  ["nothing happens", [], () => ({})],
  ["a process is down", ["LivewallDown"], () => "down"],
  ["no process is scraped", ["LivewallAbsent"], () => "absent"],
  [
    "hooks stop, and the stream falls silent",
    ["LivewallNoHooks", "LivewallNothingLive"],
    () => ({ hook: null, tile: silent }),
  ],
  ["the stream ends", ["LivewallNothingLive"], () => ({ hook: null, tile: { ...silent, ended: true } })],
  ["there is no stream", ["LivewallNothingLive"], () => ({ hook: null, tile: null })],
  [
    "the store is away, and hooks go to the spool",
    ["LivewallNotListing", "LivewallSpoolWaits"],
    (_, at) => ({
      hook: { outcome: "spooled" },
      listed: CAUSE_SECONDS,
      tile: silent,
      spool: { hooks: 1, oldestAt: Math.min(at, CAUSE_SECONDS) * 1_000 },
    }),
  ],
  ["the store was never reached", ["LivewallNotListing"], () => ({ listed: null })],
  ["the store does not accept hooks", ["LivewallFramesLost", "LivewallNoHooks"], bad("store")],
  ["there are too many hooks", ["LivewallFramesLost", "LivewallNoHooks"], bad("busy")],
  ["signatures are wrong", ["LivewallNoHooks", "LivewallUnauthentic"], bad("unauthentic")],
  ["pictures differ from those stored", ["LivewallConflicts"], bad("conflict", true)],
  ["hooks take four seconds", ["LivewallSlowHooks"], () => ({ hook: { durationMs: 4_000 } })],
  ["previews are not made", ["LivewallPreviewsMissing"], () => ({ hook: { isBare: true } })],
  ["the spool is nearly full", ["LivewallSpoolFills"], spool({ bytes: 900 })],
  ["the disk of the spool is read-only", ["LivewallSpoolNotWritable"], spool({ isWritable: false })],
  ["a spooled hook is rejected", ["LivewallSpoolAside"], spool({ rejected: 1 })],
  ["a spooled hook is damaged", ["LivewallSpoolAside"], spool({ damaged: 1 })],
  ["a live stream is black", ["LivewallFaultyFeeds"], () => ({ tile: { faults: ["black"] } })],
  ["viewers get errors", ["LivewallAnswersFail"], () => ({ answer: 503 })],
];

const watched = new Set(selectors.map(({ metric }) => metric));
const LABELS = 'job="livewall",instance="wall:443"';

/** The samples of a process over some minutes, as promtool reads them. */
async function record(cause: Cause) {
  const series = new Map<string, string[]>();
  const { scrape } = createWatched();
  for (let at = 0, index = 0; at <= END_SECONDS; at += SCRAPE_SECONDS, index += 1) {
    const change = at < CAUSE_SECONDS ? {} : cause(at - CAUSE_SECONDS, at);
    const add = (name: string, value: string) => {
      const values = series.get(name) ?? Array.from({ length: index }, () => "_");
      series.set(name, values);
      values.push(value);
    };
    if (change !== "absent") add(`up{${LABELS}}`, change === "down" ? "0" : "1");
    if (typeof change !== "string") {
      const text = await scrape(at, { hook: {}, answer: 200, tile: {}, listed: at, spool: {}, ...change });
      for (const [, name = "", labels = "", value = ""] of text.matchAll(/^(\w+)(?:\{(.*)\})? (\S+)$/gm)) {
        // The process of the test is older than its clock.
        if (watched.has(name))
          add(
            `${name}{${[labels, LABELS].filter(Boolean).join(",")}}`,
            name.startsWith("process_") ? "0" : value,
          );
      }
    }
    // A target that is down has no other series than `up`: they become stale.
    for (const values of series.values()) if (values.length === index) values.push("stale");
  }
  return [...series].map(([name, values]) => ({
    series: name,
    values: values.join(" ").replaceAll("+Inf", "Inf"),
  }));
}

test.skipIf(!promtool.ok)(
  "each alert fires by its cause, and no other does",
  { timeout: 120_000 },
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "livewall-alerts-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    copyFileSync(RULES, path.join(folder, "rules.yaml"));
    const firing = (at: number, alerts: readonly string[]) => ({
      expr: 'group by (alertname) (ALERTS{alertstate="firing"})',
      eval_time: `${at}s`,
      exp_samples: alerts.map((alertname) => ({ labels: `{alertname="${alertname}"}`, value: 1 })),
    });
    const tests = await Promise.all(
      CAUSES.map(async ([name, alerts, cause]) => ({
        name,
        interval: `${SCRAPE_SECONDS}s`,
        input_series: await record(cause),
        promql_expr_test: [firing(CAUSE_SECONDS - SCRAPE_SECONDS, []), firing(END_SECONDS, alerts)],
      })),
    );
    // JSON is YAML, too.
    const file = path.join(folder, "test.yaml");
    const program = findProgram("promtool") ?? "";
    writeFileSync(file, JSON.stringify({ rule_files: ["rules.yaml"], evaluation_interval: "15s", tests }));
    const run = () => execFileSync(program, ["test", "rules", file], { encoding: "utf8", stdio: "pipe" });
    expect(run).not.toThrow();
    expect(new Set(CAUSES.flatMap(([, alerts]) => alerts))).toEqual(new Set(alertNames));
  },
);
