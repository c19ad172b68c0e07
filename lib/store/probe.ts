import { randomUUID } from "node:crypto";
import { HEALTH_PREFIX, LOG_PREFIX, parseLogKey } from "#lib/model/keys.ts";
import type { Requests } from "./requests.ts";
import { type Store, StoreError } from "./store.ts";

const CONTENT = "livewall";

/** If the log begins with events, so many keys are searched for an original. */
const MAX_KEYS = 100;

export function createProbes({
  putOnce,
  get,
  list,
  remove,
}: Requests): Pick<Store, "probe" | "probeReading"> {
  // One key for all probes: anybody may ask for them, and a probe that cannot delete leaves no more than one object.
  const key = HEALTH_PREFIX + randomUUID();

  return {
    async probe(signal) {
      await putOnce({ key, body: Buffer.from(CONTENT) }, signal);
      try {
        const read = await get(key, signal);
        if (Buffer.from(read).toString() !== CONTENT)
          throw new StoreError("get", new Error("an object was not read as it was put"));
        const { objects } = await list({ Prefix: key }, signal);
        if (objects.length !== 1)
          throw new StoreError("list", new Error("an object that was put is not listed"));
      } catch (error) {
        await remove(key, signal).catch(() => undefined);
        throw error;
      }
      await remove(key, signal);
    },

    async probeReading(signal) {
      const { objects } = await list({ Prefix: LOG_PREFIX, MaxKeys: MAX_KEYS }, signal);
      const entries = objects.map(({ key }) => ({ key, kind: parseLogKey(key)?.kind }));
      const found = entries.find(({ kind }) => kind === "frame") ?? entries.find(({ kind }) => kind);
      // An event is empty, and no range of it can be read.
      if (found) await get(found.key, signal, found.kind === "frame" ? "bytes=0-0" : undefined);
    },
  };
}
