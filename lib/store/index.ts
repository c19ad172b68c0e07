import "server-only";
import { settings } from "#lib/settings/index.ts";
import { createClient } from "./client.ts";
import { createS3Store } from "./s3-store.ts";
import type { Store } from "./store.ts";

let current: Store | undefined;

/** The store that the settings name, one client for each process. */
export function store(): Store {
  if (current === undefined) {
    const { store } = settings();
    current = createS3Store(createClient(store), store.bucket);
  }
  return current;
}
