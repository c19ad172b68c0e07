import { mkdtempSync, mkdirSync, rmSync } from "node:fs";
import { LocalStore } from "../../scripts/local-store/local-store.ts";

/** Vitest's global set-up: unless scripts/test has started a store (STORE_KIND), the tests get one of their own. */
export default async function startStore(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.STORE_KIND !== undefined) return undefined;
  mkdirSync(".data/test", { recursive: true });
  const directory = mkdtempSync(".data/test/store-");
  const store = await LocalStore.start({ directory });
  Object.assign(process.env, store.env, { STORE_KIND: "miniflare" });
  return async () => {
    await store.stop();
    rmSync(directory, { recursive: true });
  };
}
