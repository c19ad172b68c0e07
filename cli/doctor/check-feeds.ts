import { setTimeout as delay } from "node:timers/promises";
import { ProviderError } from "#lib/provider/api/error.ts";
import type { LiveStream } from "#lib/provider/api/model.ts";
import type { ProviderApi } from "#lib/provider/api/provider-api.ts";
import { streamId } from "#lib/model/stream.ts";
import { type Store, type StoredFact, StoreError } from "#lib/store/store.ts";
import { providerVerdict } from "./check-provider.ts";
import { storeVerdict } from "./check-store.ts";
import { fine, found, type Verdict } from "./verdict.ts";

/** A frame comes every 30 s; one may be late. */
const SILENT_AFTER_MS = 120_000;
const LIST_DEADLINE_MS = 20_000;
const TEST_STREAM = "livewall-doctor";
const TEST_PATIENCE_MS = 20_000;
const TEST_POLL_MS = 1_000;
const MAX_NAMED = 20;

/** Which feeds are live at the provider, and send no pictures. @param isOurs whether a stream's are to come here */
export async function checkFeeds(
  api: ProviderApi,
  store: Store,
  now: number,
  isOurs: (stream: string) => boolean,
): Promise<Verdict[]> {
  try {
    const [live, tokens] = await Promise.all([api.liveStreams(), api.tokens()]);
    const streams = live.filter(({ stream }) => isOurs(stream));
    const others = live.length - streams.length;
    const facts = await store.listFacts("all", AbortSignal.timeout(LIST_DEADLINE_MS));
    const off = new Set(tokens.filter(({ thumbnails }) => !thumbnails).map(({ id }) => id));
    const silent = silentFeeds(streams, facts, now);
    if (silent.length === 0) {
      const left = others === 0 ? "" : `, and ${others} that are not taken here`;
      return [
        fine(
          "feeds",
          `streams that are live: ${streams.length}${left}; none has been silent for two minutes`,
        ),
      ];
    }
    const named = silent.slice(0, MAX_NAMED).map(({ name, token }) => {
      const why =
        token !== null && off.has(token) ? `: thumbnails are off in its publish token ${token}` : "";
      return found("feeds-silent", name + why);
    });
    const left = silent.length - named.length;
    return left === 0 ? named : [...named, found("feeds-silent", `and ${left} more`)];
  } catch (error) {
    if (error instanceof ProviderError && (error.fault === "forbidden" || error.fault === "refused")) {
      return [found("feeds-unknown", error.message)];
    }
    return [verdictOn(error)];
  }
}

type Silent = { readonly name: string; readonly token: number | null };

/** Feeds that are live for long enough to have sent a picture, and have sent none lately. */
function silentFeeds(streams: readonly LiveStream[], facts: readonly StoredFact[], now: number): Silent[] {
  const recent = facts.filter(
    ({ fact, arrived }) => fact.kind === "frame" && arrived > now - SILENT_AFTER_MS,
  );
  const feeds = new Set(recent.map(({ feed }) => feed));
  const names = new Set(recent.map(({ stream }) => streamId(stream)));
  const isNew = (started: number | null) => started !== null && started > now - SILENT_AFTER_MS;
  return streams.flatMap((live) => {
    if (live.feeds.length === 0) {
      return isNew(live.started) || names.has(live.stream) ? [] : [{ name: live.stream, token: null }];
    }
    return live.feeds
      .filter(({ feed, started }) => !isNew(started ?? live.started) && !feeds.has(feed))
      .map(({ feed, token }) => ({ name: `${live.stream}, feed ${feed}`, token }));
  });
}

/** Has the provider send a thumbnail of its own, and waits for it. */
export async function checkTestHook(api: ProviderApi, account: string, store: Store): Promise<Verdict> {
  const stream = { account, name: TEST_STREAM };
  const signal = AbortSignal.timeout(TEST_PATIENCE_MS + LIST_DEADLINE_MS);
  try {
    const before = new Set((await store.listFacts(stream, signal)).map(({ key }) => key));
    await api.sendTestHook("Thumbnail", TEST_STREAM);
    const end = Date.now() + TEST_PATIENCE_MS;
    while (Date.now() < end) {
      const keys = (await store.listFacts(stream, signal)).map(({ key }) => key);
      if (keys.some((key) => !before.has(key))) {
        await store.deleteFacts(keys, signal).catch(() => undefined);
        return fine("provider's test", "the provider's own thumbnail came");
      }
      await delay(TEST_POLL_MS);
    }
    return found("test-hook-lost", `nothing came for ${account}/${TEST_STREAM}`);
  } catch (error) {
    return verdictOn(error);
  }
}

/** Both the provider and the store are asked here. */
function verdictOn(error: unknown): Verdict {
  return error instanceof StoreError ? storeVerdict(error.cause) : providerVerdict(error);
}
