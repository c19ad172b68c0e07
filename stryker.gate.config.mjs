import config from "./stryker.config.mjs";

/** Mutation testing of access: npm run mutate:gate. Every mutant must be killed. */
const gate = {
  ...config,
  mutate: ["lib/access/*.ts"],
  thresholds: { high: 100, low: 100, break: 100 },
};

export default gate;
