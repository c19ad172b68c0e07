import { defineConfig } from "vitest/config";

// Only the tests that need no store, no build and no browser can be run once for each mutant.
export default defineConfig({
  test: {
    environment: "node",
    include: ["tests/unit/{access,http,model,provider,server,settings,store}/**/*.test.ts"],
    // Stryker finds out by itself how long they may take; nothing is to be killed by a machine that is busy.
    testTimeout: 60_000,
  },
});
