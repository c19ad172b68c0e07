import { type Feed, toFeeds } from "#lib/model/feed.ts";
import { DOCTOR, parseStream, streamId } from "#lib/model/stream.ts";
import { matches } from "#lib/provider/stream-pattern.ts";
import { listTail, type LogStore, watchFor } from "../log.ts";
import { ProviderError } from "../provider-api/call.ts";
import type { LiveStream } from "../provider-api/model.ts";
import { findWebhooks } from "../webhooks/find.ts";
import { MAX_CLOCK_OFF_MS } from "./address.ts";
import type { Context } from "./context.ts";
import { type Finding, finding, pass } from "./finding.ts";

/** A frame comes every 30 s, and one may be late. */
const SILENT_AFTER_MS = 120_000;
const TEST_PATIENCE_MS = 20_000;
const MAX_NAMED = 20;

/** Has the provider send its test thumbnail, and waits for it. */
export async function checkTestHook(context: Context): Promise<Finding[]> {
  const { api, account, store, mayTestHook } = context;
  if (api === null || account === null || store === null || isClockUnsure(context)) return [];
  if (!mayTestHook) return [finding("test-hook-unasked", "not sent")];
  const awaitFrame = await watchFor(store, { account: account.id, name: DOCTOR }, TEST_PATIENCE_MS);
  await api.sendTestHook("Thumbnail", DOCTOR);
  return [
    (await awaitFrame()) === null
      ? finding("test-hook-lost", `nothing came for ${account.id}/${DOCTOR}`)
      : pass("provider's test", "the provider's own thumbnail came"),
  ];
}

/** Tells if the app's time is not that by which the log is read: then recent frames would be missed. */
function isClockUnsure({ appAheadMs, store }: Pick<FeedContext, "appAheadMs" | "store">): boolean {
  const ownAheadMs = (store?.now() ?? Date.now()) - Date.now();
  return appAheadMs !== null && Math.abs(appAheadMs - ownAheadMs) > MAX_CLOCK_OFF_MS;
}

type FeedContext = Pick<Context, "api" | "account" | "streams" | "webhookUrl" | "appAheadMs"> & {
  readonly store: Pick<LogStore, "now" | "confirmClock" | "listLog"> | null;
};

export async function checkFeeds(context: FeedContext): Promise<Finding[]> {
  const { api, account, store } = context;
  if (api === null || account === null || store === null || isClockUnsure(context)) return [];
  try {
    const [live, tokens] = await Promise.all([api.liveStreams(), api.tokens()]);
    const streams = live.filter(({ stream }) => isExpected(stream, context));
    const silent = findSilent(streams, toFeeds(await listTail(store, SILENT_AFTER_MS)), store.now());
    if (silent.length === 0) {
      const others = live.length - streams.length;
      const left = others === 0 ? "" : `, and ${others} that are not accepted here`;
      const says = `streams that are live: ${streams.length}${left}; none has been silent for two minutes`;
      return [pass("feeds", says)];
    }
    const off = new Set(tokens.filter(({ thumbnails }) => !thumbnails).map(({ id }) => id));
    const named = silent.slice(0, MAX_NAMED).map(({ name, token }) => {
      const isOff = token !== null && off.has(token);
      return name + (isOff ? `: thumbnails are off in its publish token ${token}` : "");
    });
    const left = silent.length - named.length;
    const all = left === 0 ? named : [...named, `and ${left} more`];
    return all.map((says) => finding("feeds-silent", says));
  } catch (error) {
    if (error instanceof ProviderError && (error.fault === "forbidden" || error.fault === "refused")) {
      return [finding("feeds-unknown", error.message)];
    }
    throw error;
  }
}

/** Tells if STREAMS accept a stream, and a webhook sends it here. */
function isExpected(id: string, { account, streams, webhookUrl }: Parameters<typeof checkFeeds>[0]): boolean {
  const stream = parseStream(id);
  // A stream that no key can hold is missing, too.
  if (stream === null) return true;
  if (streams !== null && !streams.some((pattern) => matches(pattern, stream))) return false;
  const here = webhookUrl === null ? [] : findWebhooks(account?.webhooks ?? [], webhookUrl);
  return here.length === 0 || here.some(({ filter }) => passes(filter, stream.name));
}

/** The provider does not document its kind of regular expressions: an unreadable one passes. */
function passes(filter: string | null, name: string): boolean {
  try {
    return filter === null || new RegExp(filter).test(name);
  } catch {
    return true;
  }
}

function findSilent(streams: readonly LiveStream[], known: readonly Feed[], now: number) {
  const sending = known.filter(({ newest }) => newest !== null);
  const feeds = new Set(sending.map(({ feed }) => feed));
  const names = new Set(sending.map(({ stream }) => streamId(stream)));
  const isNew = (started: number | null) => started !== null && started > now - SILENT_AFTER_MS;
  return streams.flatMap((live): { name: string; token: number | null }[] => {
    if (live.feeds.length === 0) {
      return isNew(live.started) || names.has(live.stream) ? [] : [{ name: live.stream, token: null }];
    }
    return live.feeds
      .filter(({ feed, started }) => !isNew(started ?? live.started) && !feeds.has(feed))
      .map(({ feed, token }) => ({ name: `${live.stream}, feed ${feed}`, token }));
  });
}
