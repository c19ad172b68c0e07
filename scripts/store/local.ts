import { type LocalStore, startHostedStore, type StoreOptions } from "./hosted-store.ts";

export type { LocalStore } from "./hosted-store.ts";

/** Miniflare, Cloudflare's local R2, with its S3 API. What is written survives a restart and a kill -9. */
export function startLocalStore(options: StoreOptions): Promise<LocalStore> {
  return startHostedStore("miniflare", options);
}
