import path from "node:path";
import type { StoreSettings } from "#lib/settings/store-settings.ts";
import { createClient } from "#lib/store/client.ts";
import { openObjects, type Objects } from "#lib/store/objects.ts";
import { type Found, openFolder } from "./folder.ts";
import type { From } from "./options.ts";

export type Source = Pick<Objects, "read"> & { readonly list: () => AsyncIterable<Found> };

/** Nobody waits for an answer within seconds. */
export const PATIENCE_MS = 30_000;

/** @param own the settings of Livewall's bucket, whose keys open the source as well unless it has others */
export function openSource(from: From, own: StoreSettings, directory: string): Source {
  if (from.kind === "folder") return openFolder(path.resolve(directory, from.path));
  const isElsewhere = from.region !== null || from.endpoint !== null;
  const settings: StoreSettings = {
    ...own,
    region: from.region ?? own.region,
    endpoint: isElsewhere ? from.endpoint : own.endpoint,
    credentials: from.profile === null ? own.credentials : null,
  };
  const more = { followRegionRedirects: true, ...(from.profile === null ? {} : { profile: from.profile }) };
  const objects = openObjects(createClient(settings, PATIENCE_MS, more), from.bucket);
  return { read: objects.read, list: () => objects.list(from.prefix) };
}
