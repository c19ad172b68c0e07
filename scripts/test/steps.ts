import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { buildApp, requireBuild } from "../app/build.ts";
import { requirePrograms } from "../local-store/debian-packages.ts";
import { LocalStore, type StoreKind } from "../local-store/local-store.ts";
import { runNode, runTool, type Tool } from "../shared/tool.ts";
import { findChromium } from "./chromium.ts";
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
  readonly run: () => Promise<Outcome>;
  /** The command that runs one test of the step alone, up to its file. */
  readonly alone?: string;
};

/** Any number: with the same seed, fast-check tries the same inputs. */
const PROPERTY_SEED = "20261126";
/** For a machine that is twice as slow as ours. Playwright's globalTimeout is shorter, so that it reports. */
const E2E_DEADLINE_MS = 90 * 60_000;
const CEPH_PACKAGES = ["ceph-mon", "ceph-osd", "radosgw", "ceph-common"];
const CEPH_PROGRAMS = [
  ...["ceph", "ceph-authtool", "ceph-mon", "ceph-osd"],
  ...["monmaptool", "radosgw", "radosgw-admin"],
];

export const STEPS: readonly Step[] = [
  check("lint", "ESLint", ["eslint", "--max-warnings", "0", "."]),
  check("format", "Prettier", ["prettier", "--check", "."]),
  check("types", "TypeScript", ["next", "typegen"], ["tsc", "--noEmit", "--incremental", "false"]),
  check("dead-code", "Knip", ["knip"]),
  vitest("unit", "unit and property tests"),
  {
    ...vitest("integration", "integration tests on Miniflare"),
    run: () => runOnStore("miniflare"),
  },
  {
    ...vitest("ceph", "integration tests on Ceph", "integration"),
    async run() {
      const ceph = await requirePrograms(CEPH_PROGRAMS, CEPH_PACKAGES);
      return ceph.ok ? runOnStore("ceph") : skipped(`not run: ${ceph.why}`);
    },
  },
  vitest("demo", "npm run demo, twice in a row"),
  {
    name: "build",
    title: "next build",
    run: () => buildApp({ standalone: true }).then(() => PASSED),
  },
  {
    name: "budget",
    title: "the browser's JavaScript against its budget",
    async run() {
      const { exitCode } = await runNode(["scripts/budget/budget.ts"], { stream: true });
      return exitCode === 0 ? PASSED : failed(`its exit code is ${exitCode}`);
    },
  },
  vitest("faults", "npm run faults, for two of its rows"),
  {
    name: "e2e",
    title: "browser tests on the production build",
    alone: "npx playwright test --config tests/playwright.config.ts",
    run: runPlaywright,
  },
];

/** A step that passes if every command does. It shows the output of a command that fails. */
function check(name: string, title: string, ...commands: [Tool, ...string[]][]): Step {
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

function vitest(name: string, title: string, project = name): Step {
  const alone = `npx vitest run --project ${project}`;
  return { name, title, alone, run: () => runVitest(project, name) };
}

async function runVitest(project: string, name: string, env: Record<string, string> = {}): Promise<Outcome> {
  const file = newReportFile(name);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { exitCode } = await runTool("vitest", ["run", "--project", project, ...reporters], {
    env: { PROPERTY_SEED, ...env },
    stream: true,
  });
  return readReport(file, exitCode, parseVitest);
}

async function runOnStore(kind: StoreKind): Promise<Outcome> {
  mkdirSync(".data/test", { recursive: true });
  const directory = mkdtempSync(`.data/test/${kind}-`);
  const store = await LocalStore.start({ directory, kind });
  try {
    return await runVitest("integration", kind, { ...store.env, STORE_KIND: kind });
  } finally {
    await store.stop();
    rmSync(directory, { recursive: true });
  }
}

async function runPlaywright(): Promise<Outcome> {
  requireBuild();
  const file = newReportFile("e2e");
  const { exitCode } = await runTool("playwright", ["test", "--config", "tests/playwright.config.ts"], {
    env: { CHROMIUM_PATH: await findChromium(), E2E_REPORT_FILE: file },
    stream: true,
    deadlineMs: E2E_DEADLINE_MS,
  });
  return readReport(file, exitCode, parsePlaywright);
}
