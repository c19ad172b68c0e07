import { describeError, type Log } from "#lib/http/log.ts";
import { createTokenBucket } from "#lib/limiter.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import type { Store } from "#lib/store/store.ts";
import type { KnownStreams } from "./known-streams.ts";

type OfflineParts = {
  readonly store: Pick<Store, "now" | "listPreviews" | "listStreams">;
  readonly streams: Pick<
    KnownStreams,
    "add" | "addName" | "keepOnly" | "removeName" | "unseen" | "partial" | "noteLookedUp"
  >;
  readonly log: Log;
};

const NAMES_EVERY_MS = 3_600_000;
const NAMES_DEADLINE_MS = 600_000;
const RETRY_MS = 60_000;
const LOOKUPS_PER_SECOND = 2;
const MAX_LOOKUPS_AT_ONCE = 4;
const LOOKUP_DEADLINE_MS = 4_000;
const MAX_PREFERRED = 100;
/** The last frame of a stream, and those of concurrent feeds. */
const LAST_FRAMES = 20;
/** Among so many frames of a stream with several sources are those of each, unless it went offline hours before. */
const FRAMES_OF_SOURCES = 1_000;

/** Finds the streams that are offline, and what they showed last: a little for each poll. */
export function createOffline({ store, streams, log }: OfflineParts) {
  let namesDue = -Infinity;
  let isListing = false;
  let isComplete = false;
  let lookupsDue = -Infinity;
  let preferred: string[] = [];
  const underWay = new Set<string>();
  const tokens = createTokenBucket(LOOKUPS_PER_SECOND, MAX_LOOKUPS_AT_ONCE, store.now);

  async function listNames(): Promise<void> {
    const startedAt = store.now();
    const ids = new Set<string>();
    namesDue = startedAt + NAMES_EVERY_MS;
    isListing = true;
    try {
      for await (const page of store.listStreams(AbortSignal.timeout(NAMES_DEADLINE_MS)))
        for (const stream of page) {
          ids.add(streamId(stream));
          streams.addName(stream);
        }
      streams.keepOnly(ids, startedAt);
      isComplete = true;
    } catch (error) {
      namesDue = startedAt + RETRY_MS;
      log("names-failed", { level: "error", error: describeError(error) });
    } finally {
      isListing = false;
    }
  }

  async function lookUp(id: string, stream: Stream): Promise<void> {
    const isUnseen = streams.unseen.has(id);
    underWay.add(id);
    try {
      const signal = AbortSignal.timeout(LOOKUP_DEADLINE_MS);
      const count = isUnseen ? LAST_FRAMES : FRAMES_OF_SOURCES;
      const { frames } = await store.listPreviews(stream, store.now(), count, signal);
      for (const frame of frames) streams.add({ kind: "frame", frame, storedAt: frame.storedAt });
      // It has expired or was erased since the names were listed.
      if (frames.length === 0) streams.removeName(id);
      if (!isUnseen) streams.noteLookedUp(id);
    } catch (error) {
      lookupsDue = store.now() + RETRY_MS;
      log("last-frame-failed", { level: "error", error: describeError(error) });
    } finally {
      underWay.delete(id);
    }
  }

  function nextUnseen(): readonly [string, Stream] | null {
    for (const id of preferred) {
      const stream = streams.unseen.get(id);
      if (stream !== undefined && !underWay.has(id)) return [id, stream];
    }
    for (const some of [streams.unseen, streams.partial])
      for (const one of some) if (!underWay.has(one[0])) return one;
    return null;
  }

  return {
    /** Lists names and looks up last frames, as far as it is time to. Does not wait for answers. */
    advance(): void {
      const now = store.now();
      if (!isListing && now >= namesDue) void listNames();
      if (now < lookupsDue) return;
      while (tokens.wait() === 0) {
        const next = nextUnseen();
        if (next === null) return;
        tokens.take();
        void lookUp(...next);
      }
    },
    /** Looks these streams up first. */
    prefer: (ids: readonly string[]): void => {
      preferred = [...new Set([...ids, ...preferred])].slice(0, MAX_PREFERRED);
    },
    /** Lists the names again: streams may have come and gone unnoticed. */
    renew(): void {
      namesDue = -Infinity;
      isComplete = false;
    },
    /** Whether all names have been listed. */
    isComplete: () => isComplete,
  };
}
