// A store in memory that takes puts, for rules that do not depend on S3. The product's own code lists its keys.
import type { Frame } from "#lib/model/frame.ts";
import { faultKey, logKey, previewKey, sourceKey } from "#lib/model/keys.ts";
import { createLists } from "#lib/store/lists.ts";
import type { Store } from "#lib/store/store.ts";
import { fakeList } from "./fake-list.ts";

export type MemoryStore = Store & {
  /** The keys of all objects, sorted. */
  readonly keys: () => string[];
  /** Each request as method and prefix, such as "PUT log". */
  readonly requests: string[];
};

type Kept = { readonly bytes: Uint8Array; readonly look: string | null; readonly storedAt: number };

/** @param now the store's clock, ms since 1970 */
export function createMemoryStore(now: () => number = Date.now): MemoryStore {
  const objects = new Map<string, Kept>();
  const requests: string[] = [];
  let lastStoredAt = 0;
  const { keys, list } = fakeList([], 1_000, (key) => objects.get(key)?.storedAt ?? 0);
  const originalKey = (frame: Frame) => logKey({ kind: "frame", frame });
  const record = (method: string, key: string) => void requests.push(`${method} ${key.split("/", 1)[0]}`);

  /** @returns whether the key is new */
  function put(key: string, bytes = new Uint8Array(), look: string | null = null): boolean {
    record("PUT", key);
    if (objects.has(key)) return false;
    // No two objects are stored at the same time, so their order is clear.
    lastStoredAt = Math.max(now(), lastStoredAt + 1);
    objects.set(key, { bytes, look, storedAt: lastStoredAt });
    keys.add(key);
    return true;
  }

  function head(key: string): Kept | null {
    record("HEAD", key);
    return objects.get(key) ?? null;
  }

  const toUrl = (key: string, at: number) =>
    Promise.resolve({ url: `https://s3.example/${key}`, expires: at + 900_000 });

  return {
    keys: () => [...keys].sort(),
    requests,
    now,
    confirmClock: () => Promise.resolve(),
    learnPuts: () => Promise.resolve("honoured"),
    putOriginal(frame, jpeg, look) {
      const key = originalKey(frame);
      const isNew = put(key, Uint8Array.from(jpeg), look);
      const isSame = isNew || Buffer.from(jpeg).equals(head(key)?.bytes ?? Buffer.of());
      return Promise.resolve({ result: isNew ? "stored" : isSame ? "same" : "other", at: now() });
    },
    putPreview: (frame) => Promise.resolve(void put(previewKey(frame))),
    putEntry: (entry) => Promise.resolve({ isNew: put(logKey(entry)), at: now() }),
    putSource: (stream, feed, source) => Promise.resolve(void put(sourceKey(stream, feed, source))),
    putFault: (hour) => Promise.resolve(void put(faultKey(hour))),
    findLook: (frame) => Promise.resolve(head(originalKey(frame))?.look ?? null),
    originalSize: (frame) => Promise.resolve(head(originalKey(frame))?.bytes.length ?? null),
    ...createLists((request, signal) => {
      record("LIST", request.Prefix ?? "");
      return list(request, signal);
    }),
    findRetention: () => Promise.resolve({ logDays: null, previewDays: null }),
    probe: () => Promise.resolve(),
    probeReading: () => Promise.resolve(),
    pictureUrl: ({ frame, kind }, at) =>
      toUrl(kind === "original" ? originalKey(frame) : previewKey(frame), at),
    downloadUrl: (frame, at) => toUrl(originalKey(frame), at),
  };
}
