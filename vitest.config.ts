import { defineConfig } from "vitest/config";

const setupFiles = ["tests/support/seed.ts"];
const withStore = { environment: "node", setupFiles, globalSetup: "tests/support/start-store.ts" } as const;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          environment: "node",
          testTimeout: 30_000,
          // A process for each file would import everything again, which takes longer than the tests.
          isolate: false,
          include: ["tests/unit/**/*.test.{ts,tsx}"],
          setupFiles,
        },
      },
      {
        test: {
          ...withStore,
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          // Most files wait for the store, and each would load the AWS SDK again.
          maxWorkers: 2,
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...withStore,
          name: "thorough",
          include: ["tests/thorough/*.test.ts"],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
