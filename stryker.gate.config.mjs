import config from "./stryker.config.mjs";

/** Mutation testing of who may see what: npm run mutate:gate. No change of it may go unnoticed. */
const gate = {
  ...config,
  mutate: ["lib/access/*.ts"],
  thresholds: { high: 100, low: 100, break: 100 },
};

export default gate;
