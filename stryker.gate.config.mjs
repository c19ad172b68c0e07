import config from "./stryker.config.mjs";

/** Mutation testing of access, and of who shares a page: npm run mutate:gate. Every mutant must be killed. */
const gate = {
  ...config,
  mutate: ["lib/access/*.ts", "lib/server/pages/pages.ts"],
  thresholds: { high: 100, low: 100, break: 100 },
};

export default gate;
