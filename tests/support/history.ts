import { createHistory } from "#lib/history/history.ts";

type Store = Parameters<typeof createHistory>[0]["store"];

/** The past of a store for tests in which no time passes and no budget ends. */
export const historyOn = (store: Store) =>
  createHistory({
    store,
    log: () => undefined,
    listsPerSecond: 1_000,
    logDays: 7,
    originals: true,
    isKnown: () => true,
    elapsed: () => 0,
    delay: () => Promise.resolve(),
  });
