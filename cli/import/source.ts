import path from "node:path";
import type { StoreSettings } from "#lib/settings/store-settings.ts";
import { createClient } from "#lib/store/client.ts";
import { openObjects, type Objects } from "#lib/store/objects.ts";
import { type Found, openFolder } from "./folder.ts";
import type { From } from "./options.ts";

/** Where pictures come from. It is only read. */
export type Source = Pick<Objects, "read"> & {
  /** All that is in it. @param prefix only what begins so; "" for everything */
  readonly list: (prefix: string) => AsyncIterable<Found>;
};

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
  return { read: objects.read, list: (prefix) => objects.list(prefix || from.prefix) };
}

/** The prefix of all keys of a source, when a whole bucket lies below a prefix of another one. */
export function rootOf(from: From): string {
  if (from.kind === "folder" || from.prefix === "") return "";
  return from.prefix.endsWith("/") ? from.prefix : `${from.prefix}/`;
}
