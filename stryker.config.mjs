/**
 * Mutation testing of the parts on which security and stored data depend: npm run mutate.
 * Other files by argument: npm run mutate -- --mutate "lib/image/jpeg.ts"
 */
const config = {
  mutate: [
    "lib/provider/*.ts",
    "lib/store/direct.ts",
    "lib/store/place.ts",
    "lib/store/presign.ts",
    "lib/model/{key-parts,key-times,keys,log-keys,segments,stream}.ts",
    "lib/access/*.ts",
    "lib/settings/settings.ts",
  ],
  testRunner: "vitest",
  vitest: { configFile: "tests/mutation/vitest.config.ts" },
  coverageAnalysis: "perTest",
  concurrency: 2,
  reporters: ["clear-text", "progress-append-only"],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
  tempDirName: ".stryker-tmp",
  // Folders that Vitest does not need are not copied.
  ignorePatterns: [".next", ".data", "test-results"],
};

export default config;
