import { defineConfig } from "vitest/config";

// Next empties this package when it builds for the server; anywhere else importing it throws.
const alias = { "server-only": "server-only/empty.js" };
const setupFiles = ["tests/support/seed.ts"];

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: { name: "unit", environment: "node", include: ["tests/unit/**/*.test.{ts,tsx}"], setupFiles },
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
          globalSetup: ["tests/support/start-store.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
