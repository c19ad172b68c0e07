import { z } from "zod";
import { MAX_AHEAD_MS } from "./thumbnail-headers.ts";
import { fitSource } from "./source.ts";
import { showName } from "#lib/model/show-name.ts";
import { isFeedId, parseStream, type Stream } from "#lib/model/stream.ts";

/** A `feeds` hook: a feed started or ended. Its body is signed. */
export type FeedEvent = {
  readonly feed: string;
  readonly stream: Stream;
  /** Tells the feeds of a multi-source stream apart, as people read it, in a length that fits a key; "" for none. */
  readonly source: string;
  /** When the provider sent the hook, ms since 1970; now where that is too far ahead. */
  readonly at: number;
} & (
  | { readonly event: "started" }
  /** When the feed ended, ms since 1970. */
  | { readonly event: "ended"; readonly ended: number }
);

/** A hook of a type without previews, or of an unknown type. */
export type OtherEvent = { readonly event: "other"; readonly type: string };

/** For the log line of an unknown type. */
const MAX_TYPE_LENGTH = 128;

/** ms since 1970, 13 digits as in keys */
export const timeSchema = z.number().int().min(1e12).max(9_999_999_999_999);

export const streamSchema = z.string().transform((id, context): Stream => {
  const stream = parseStream(id);
  if (stream !== null) return stream;
  context.addIssue({ code: "custom", message: "must be <account>/<stream name>" });
  return z.NEVER;
});

/** The requirements of a hook of an unknown type. */
const envelope = z.object({ type: z.string(), event: z.string().nullish() });

const feed = {
  feedId: z.string().refine(isFeedId, "must be 1 to 64 letters, digits, - or _"),
  streamId: streamSchema,
  sourceId: z.string().nullish(),
};

/** Other times in an event are ignored: 0 is no time, and no reason to reject the end of a feed. */
const feedsHook = z.discriminatedUnion("event", [
  z.object({ event: z.literal("started"), timestamp: timeSchema, data: z.object(feed) }),
  z.object({
    event: z.literal("ended"),
    timestamp: timeSchema,
    data: z.object({ ...feed, ended: timeSchema.nullish() }),
  }),
]);

/**
 * Parses a JSON hook.
 *
 * @param now the store's clock, ms since 1970. It replaces a time ahead of it, because a feed that ended in a year would
 *   be offline for as long. A time long ago stays, so that a replay is the same entry of the log.
 * @returns the event, or its faults in words
 */
export function parseEvent(
  body: Uint8Array,
  now: number,
): FeedEvent | OtherEvent | { readonly faults: string } {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return { faults: "the body is not JSON" };
  }
  const outer = envelope.safeParse(json);
  if (!outer.success) return { faults: describe(outer.error) };
  const { type, event } = outer.data;
  if (type !== "feeds" || (event !== "started" && event !== "ended")) {
    return { event: "other", type: [type, event ?? []].flat().join(".").slice(0, MAX_TYPE_LENGTH) };
  }
  const hook = feedsHook.safeParse(json);
  if (!hook.success) return { faults: describe(hook.error) };
  const { data, timestamp } = hook.data;
  const id = {
    feed: data.feedId,
    stream: data.streamId,
    source: fitSource(showName(data.sourceId ?? ""), data.streamId),
    at: timestamp > now + MAX_AHEAD_MS ? now : timestamp,
  };
  if (hook.data.event === "started") return { event: "started", ...id };
  const ended = hook.data.data.ended ?? timestamp;
  return { event: "ended", ...id, ended: ended > now + MAX_AHEAD_MS ? now : ended };
}

function describe(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join(".") || "body"}: ${issue.message}`).join("; ");
}
