import { defineConfig, type ReporterDescription } from "@playwright/test";
import { findSystemChromium } from "../scripts/test/chromium.ts";

const executablePath = findSystemChromium();
const isRoot = process.getuid?.() === 0;
const reportFile = process.env.E2E_REPORT_FILE;
const jsonReporter: ReporterDescription[] =
  reportFile === undefined ? [] : [["json", { outputFile: reportFile }]];

// On a machine without a network, Chromium's own errands only fail, many at a time.
const noErrands = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  testDir: "e2e",
  outputDir: "../test-results",
  forbidOnly: process.env.CI !== undefined,
  // Each has an app and a store of its own.
  workers: 3,
  timeout: 120_000,
  globalTimeout: 80 * 60_000,
  // A wall on which no picture is due polls every five seconds.
  expect: { timeout: 15_000 },
  reporter: [["list"], ...jsonReporter],
  projects: [
    { name: "essential", testDir: "e2e/essential" },
    { name: "thorough", testDir: "e2e/thorough" },
  ],
  use: {
    browserName: "chromium",
    viewport: { width: 1280, height: 720 },
    screenshot: "only-on-failure",
    launchOptions: {
      args: ["--disable-gpu", ...noErrands, ...(isRoot ? ["--no-sandbox"] : [])],
      ...(executablePath === undefined ? {} : { executablePath }),
    },
  },
});
