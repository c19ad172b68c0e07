import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { cephAvailable, startCeph } from "../store/ceph.ts";
import type { LocalStore, StoreKind } from "../store/hosted-store.ts";
import { startLocalStore } from "../store/local.ts";
import { notRun, type Outcome } from "./outcome.ts";
import { countVitest, newReportFile } from "./report.ts";
import { runTool } from "./tool.ts";

export function runUnitTests(): Promise<Outcome> {
  return runProject("unit", "unit");
}

export function runDemo(): Promise<Outcome> {
  return runProject("demo", "demo");
}

export function runFaults(): Promise<Outcome> {
  return runProject("faults", "faults");
}

export function runIntegrationOnMiniflare(): Promise<Outcome> {
  return runIntegration("miniflare", (directory) => startLocalStore({ directory, port: 0 }));
}

export async function runIntegrationOnCeph(): Promise<Outcome> {
  const ceph = await cephAvailable();
  if (!ceph.ok) return notRun(ceph.why);
  return runIntegration("ceph", (directory) => startCeph({ directory, port: 0 }));
}

async function runIntegration(
  kind: StoreKind,
  start: (directory: string) => Promise<LocalStore>,
): Promise<Outcome> {
  mkdirSync(".data/test", { recursive: true });
  const directory = mkdtempSync(`.data/test/${kind}-`);
  const store = await start(directory);
  try {
    return await runProject("integration", kind, { ...store.env, STORE_KIND: kind });
  } finally {
    await store.stop();
    rmSync(directory, { recursive: true });
  }
}

/** Any number: with the same, fast-check tries the same inputs. */
const PROPERTY_SEED = "20261126";

async function runProject(
  project: string,
  reportName: string,
  env: Record<string, string> = {},
): Promise<Outcome> {
  const reportFile = newReportFile(reportName);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`];
  const { exitCode } = await runTool("vitest", ["run", "--project", project, ...reporters], {
    env: { PROPERTY_SEED, ...env },
    output: "stream",
  });
  return countVitest(reportFile, exitCode);
}
