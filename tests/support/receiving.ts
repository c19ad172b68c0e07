// A receiver on the store under test, and a look at the bucket.
import { paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { FAULTS_PREFIX, FEEDS_PREFIX, LOG_PREFIX, PREVIEWS_PREFIX } from "#lib/model/keys.ts";
import type { StoreSettings } from "#lib/settings/store-settings.ts";
import { newStream, receiverOn, type ReceiverOptions as AnyReceiverOptions } from "./receiver.ts";
import { listEntries, listHistory } from "./seen.ts";
import { storeClient, storeSettings, storeWith } from "./store-client.ts";

export { storeSettings, storeWith };

type ReceiverOptions = AnyReceiverOptions & { readonly store?: Partial<StoreSettings> };

/** Each has a memory of its own, as two machines have. */
export function receiver(options: ReceiverOptions = {}) {
  const store = storeWith(options.store);
  return { ...receiverOn(store, options), store };
}

/** A receiver, and hooks of a stream that no other test uses. */
export function scene(options: ReceiverOptions = {}) {
  return { ...newStream(), ...receiver(options) };
}

/** The keys of all that is stored of an account: first those of the log, in its order. */
export async function keysOf(account: string): Promise<string[]> {
  const prefixes = [FAULTS_PREFIX, FEEDS_PREFIX, PREVIEWS_PREFIX].map((prefix) => `${prefix}${account}/`);
  const [log, others] = await Promise.all([listKeys(LOG_PREFIX), Promise.all(prefixes.map(listKeys))]);
  return [...log.filter((key) => key.includes(`,${account},`)), ...others.flat()];
}

/** The log of an account: of each entry the part behind the stream, in the order of the log. */
export async function logOf(account: string): Promise<string[]> {
  const keys = (await keysOf(account)).filter((key) => key.startsWith(LOG_PREFIX));
  return keys.map((key) => key.split(",").slice(3).join(","));
}

async function listKeys(Prefix: string): Promise<string[]> {
  const { client, bucket } = storeClient();
  const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix });
  const keys: string[] = [];
  for await (const { Contents = [] } of pages) keys.push(...Contents.map(({ Key = "" }) => Key));
  return keys;
}

export const entriesOf = (account: string) => listEntries(storeWith(), account);
export const historyOf = (account: string, name?: string) => listHistory(storeWith(), account, name);
