import "server-only";
import { metrics } from "#lib/observability/metrics/index.ts";
import { settings } from "#lib/settings/index.ts";
import { createClient, DELIVERY_PATIENCE_MS } from "./client.ts";
import { createS3Store } from "./s3-store.ts";
import { observeCalls } from "./observed.ts";
import { pictureOrigin } from "./origin.ts";
import { PRIVATE_WINDOW_SECONDS, SIGNING_WINDOW_SECONDS } from "./signing.ts";
import type { Store } from "./store.ts";

let current: Store | undefined;

/** The store that the settings name, one client for each process. */
export function store(): Store {
  return (current ??= openStore());
}

/** The same for what is delivered from the spool. */
export function storeForDelivery(): Store {
  return openStore(DELIVERY_PATIENCE_MS);
}

function openStore(patienceMs?: number): Store {
  const { store, access } = settings();
  const client = createClient(store, patienceMs);
  observeCalls(client, metrics().onStoreCall);
  return createS3Store(client, store.bucket, {
    windowSeconds: access.mode === "gated" ? PRIVATE_WINDOW_SECONDS : SIGNING_WINDOW_SECONDS,
  });
}

let origin: Promise<string> | undefined;

/** Where pages load their pictures from. */
export function picturesFrom(): Promise<string> {
  return (origin ??= pictureOrigin(settings().store));
}
