import { ProviderError } from "../provider-api/error.ts";
import type { LiveStream } from "../provider-api/model.ts";
import type { ProviderApi } from "../provider-api/provider-api.ts";
import { type Feed, feedsOf } from "#lib/model/feed.ts";
import { DOCTOR, streamId } from "#lib/model/stream.ts";
import { StoreError } from "#lib/store/store.ts";
import { watchFor } from "../log/watch.ts";
import { listTail, type LogReader } from "../log/tail.ts";
import { providerVerdict } from "./check-provider.ts";
import { storeVerdict } from "./check-store.ts";
import { fine, found, type Verdict } from "./verdict.ts";

/** A frame comes every 30 s; one may be late. */
const SILENT_AFTER_MS = 120_000;
const LIST_DEADLINE_MS = 20_000;
const TEST_PATIENCE_MS = 20_000;
const MAX_NAMED = 20;

/** Which feeds are live at the provider, and send no pictures. @param isOurs whether a stream's are to come here */
export async function checkFeeds(
  api: ProviderApi,
  store: LogReader,
  isOurs: (stream: string) => boolean,
): Promise<Verdict[]> {
  try {
    const [live, tokens] = await Promise.all([api.liveStreams(), api.tokens()]);
    const streams = live.filter(({ stream }) => isOurs(stream));
    const others = live.length - streams.length;
    const entries = await listTail(store, SILENT_AFTER_MS, AbortSignal.timeout(LIST_DEADLINE_MS));
    const off = new Set(tokens.filter(({ thumbnails }) => !thumbnails).map(({ id }) => id));
    const silent = silentFeeds(streams, feedsOf(entries), store.now());
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
function silentFeeds(streams: readonly LiveStream[], known: readonly Feed[], now: number): Silent[] {
  const sending = known.filter(({ newest }) => newest !== null);
  const feeds = new Set(sending.map(({ feed }) => feed));
  const names = new Set(sending.map(({ stream }) => streamId(stream)));
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
export async function checkTestHook(api: ProviderApi, account: string, store: LogReader): Promise<Verdict> {
  try {
    const wait = await watchFor(store, { account, name: DOCTOR }, TEST_PATIENCE_MS);
    await api.sendTestHook("Thumbnail", DOCTOR);
    return (await wait()) === null
      ? found("test-hook-lost", `nothing came for ${account}/${DOCTOR}`)
      : fine("provider's test", "the provider's own thumbnail came");
  } catch (error) {
    return verdictOn(error);
  }
}

/** Both the provider and the store are asked here. */
function verdictOn(error: unknown): Verdict {
  return error instanceof StoreError ? storeVerdict(error.cause) : providerVerdict(error);
}
