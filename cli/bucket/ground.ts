import { randomUUID } from "node:crypto";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { HEALTH_PREFIX } from "#lib/model/keys.ts";
import type { StoreSettings } from "#lib/settings/store-settings.ts";
import { createClient, createPublicClient } from "#lib/store/client.ts";
import { createStoreClock } from "#lib/store/clock.ts";
import type { ListRequest, NewObject } from "#lib/store/direct.ts";
import { createRequests } from "#lib/store/requests.ts";

const TIMEOUT_MS = 20_000;

export const inTime = () => AbortSignal.timeout(TIMEOUT_MS);

/** A place below `health/`, where a receiver has every right, and the requests of lib/store. */
export function createGround(settings: StoreSettings) {
  const client = createClient(settings, { timeoutMs: TIMEOUT_MS });
  const signer = createPublicClient(settings) ?? client;
  const clock = createStoreClock(Date.now);
  const requests = createRequests(client, settings.bucket, clock);
  const prefix = `${HEALTH_PREFIX}livewall-doctor-${randomUUID()}/`;
  const used = new Set<string>();

  return {
    clock,
    requests,
    prefix,
    use: (name: string) => {
      used.add(prefix + name);
      return prefix + name;
    },
    put: (name: string, more: Partial<NewObject> = {}) => {
      used.add(prefix + name);
      return requests.putOnce({ body: new Uint8Array(), ...more, key: prefix + name }, inTime());
    },
    get: (name: string, range?: string) => requests.get(prefix + name, inTime(), range),
    /** The folders and keys of one page, without the prefix, and its token. */
    list: async (below: string, more: ListRequest = {}) => {
      const page = await requests.list({ ...more, Prefix: prefix + below }, inTime());
      const names = [...page.folders, ...page.objects.map(({ key }) => key)].sort();
      const found = names.map((name) => name.slice(prefix.length + below.length));
      return { ...page, found };
    },
    sign: (name: string, signingDate = new Date()) =>
      getSignedUrl(signer, new GetObjectCommand({ Bucket: settings.bucket, Key: prefix + name }), {
        expiresIn: 60,
        signingDate,
      }),
    cleanUp: async () => {
      await Promise.allSettled([...used].map((key) => requests.remove(key, inTime())));
      client.destroy();
    },
  };
}

export type Ground = ReturnType<typeof createGround>;

/** As `<img>` does, without any header of ours. The result is an Error without an answer. */
export async function open(url: string) {
  try {
    const answer = await fetch(url, { signal: inTime() });
    const body = Buffer.from(await answer.arrayBuffer());
    return { ok: answer.ok, status: answer.status, type: answer.headers.get("content-type"), body };
  } catch (error) {
    return error instanceof Error ? error : new Error("no answer");
  }
}
