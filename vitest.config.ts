import { defineConfig } from "vitest/config";

const setupFiles = ["tests/support/seed.ts"];

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
        test: { name: "demo", environment: "node", include: ["tests/demo/**/*.test.ts"] },
      },
      {
        test: { name: "faults", environment: "node", include: ["tests/faults/**/*.test.ts"] },
      },
      {
        test: {
          name: "integration",
          environment: "node",
          include: ["tests/integration/**/*.test.ts"],
          setupFiles,
          globalSetup: ["tests/support/start-store.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
