import { defineConfig } from "vitest/config";

// Next empties this package when it builds for the server; anywhere else importing it throws.
const alias = { "server-only": "server-only/empty.js" };
const isNpmTest = process.env.PROPERTY_SEED !== undefined;
const setupFiles = ["tests/support/seed.ts"];

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          environment: "node",
          testTimeout: 30_000,
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
        resolve: { alias },
        test: {
          name: "integration",
          environment: "node",
          include: ["tests/integration/**/*.test.ts"],
          setupFiles,
          // Receiver and store have deadlines of a second: a machine that stands still for longer meets them.
          retry: isNpmTest ? 1 : 0,
          globalSetup: ["tests/support/start-store.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
