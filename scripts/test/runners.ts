// The kinds of steps of npm test: commands, Vitest with or without a store, Playwright.
import { globSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { type Installation, requirePrograms } from "../local-store/debian-packages.ts";
import { LocalStore, type StoreKind } from "../local-store/local-store.ts";
import { runTool, type Tool } from "../shared/tool.ts";
import { requireChromium } from "./chromium.ts";
import {
  failed,
  newReportFile,
  type Outcome,
  parsePlaywright,
  parseVitest,
  PASSED,
  readReport,
  skipped,
} from "./reports.ts";

export type Step = {
  readonly name: string;
  readonly title: string;
  /** @param files those to run; all if undefined */
  readonly run: (files?: readonly string[]) => Promise<Outcome>;
  /** Its test files, if a part of them can be run. */
  readonly files?: string;
  /** The start of the command that runs one test alone. */
  readonly alone?: string;
  readonly needsBuild?: boolean;
  /** Installs what the step needs, while others run. */
  readonly prepare?: () => Promise<unknown>;
};

/** Any number: with the same seed, fast-check tries the same inputs. */
const PROPERTY_SEED = "20261126";
/** For a machine that is twice as slow as ours. Playwright's globalTimeout is shorter, so that it reports. */
const E2E_DEADLINE_MS = 50 * 60_000;
const CEPH_PACKAGES = ["ceph-mon", "ceph-osd", "radosgw", "ceph-common"];
const CEPH_PROGRAMS = [
  ...["ceph", "ceph-authtool", "ceph-mon", "ceph-osd"],
  ...["monmaptool", "radosgw", "radosgw-admin"],
];

let ceph: Promise<Installation> | undefined;
export const requireCeph = () => (ceph ??= requirePrograms(CEPH_PROGRAMS, CEPH_PACKAGES));

/** A step that passes if every command does. It shows the output of a command that fails. */
export function check(name: string, title: string, ...commands: [Tool, ...string[]][]): Step {
  return {
    name,
    title,
    async run() {
      for (const [tool, ...args] of commands) {
        const { exitCode, output } = await runTool(tool, args);
        if (exitCode === 0) continue;
        console.log(output.trimEnd());
        return failed(`${tool}'s exit code is ${exitCode}`);
      }
      return PASSED;
    },
  };
}

export function vitest(name: string, title: string, files: string, prepare?: Step["prepare"]): Step {
  return {
    ...{ name, title, files, ...(prepare && { prepare }) },
    alone: `npx vitest run --project ${name}`,
    run: (chosen) => runVitest(name, name, chosen),
  };
}

/** The integration tests in some files on one kind of store. */
export function onStore(name: string, title: string, kind: StoreKind, files: string): Step {
  return {
    ...vitest("integration", title, files),
    name,
    async run(chosen = globSync(files)) {
      const programs = kind === "ceph" ? await requireCeph() : { ok: true as const };
      if (!programs.ok) return skipped(`not run: ${programs.why}`);
      mkdirSync(".data/test", { recursive: true });
      const directory = mkdtempSync(`.data/test/${kind}-`);
      const store = await LocalStore.start({ directory, kind });
      try {
        return await runVitest("integration", name, chosen, { ...store.env, STORE_KIND: kind });
      } finally {
        await store.stop();
        rmSync(directory, { recursive: true });
      }
    },
  };
}

async function runVitest(
  project: string,
  name: string,
  files: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Outcome> {
  const file = newReportFile(name);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { exitCode } = await runTool("vitest", ["run", "--project", project, ...reporters, ...files], {
    env: { PROPERTY_SEED, ...env },
    stream: true,
  });
  return readReport(file, exitCode, parseVitest);
}

export function playwright(name: string, title: string, project: string): Step {
  const config = ["test", "--config", "tests/playwright.config.ts", `--project=${project}`];
  return {
    ...{
      name,
      title,
      files: `tests/e2e/${project}/**/*.spec.ts`,
      prepare: requireChromium,
      needsBuild: true,
    },
    alone: `npx playwright ${config.join(" ")}`,
    async run(files = []) {
      const executable = await requireChromium();
      const file = newReportFile(name);
      const { exitCode } = await runTool("playwright", [...config, ...files.map(toPattern)], {
        env: { CHROMIUM_PATH: executable, E2E_REPORT_FILE: file },
        stream: true,
        deadlineMs: E2E_DEADLINE_MS,
      });
      return readReport(file, exitCode, parsePlaywright);
    },
  };
}

/** Playwright takes regular expressions of whole paths. */
function toPattern(file: string): string {
  return path.resolve(file).replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
