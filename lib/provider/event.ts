import { z } from "zod";
import { MAX_AHEAD_MS } from "./thumbnail-headers.ts";
import { fitSource } from "./source.ts";
import { isFeedId, parseStream, type Stream } from "#lib/model/stream.ts";

/** A `feeds` hook: a feed started or ended. The body, and so all of this, is signed. */
export type FeedEvent = {
  readonly feed: string;
  readonly stream: Stream;
  /** What tells the feeds of a multi-source stream apart, as a key can hold it; "" when the publisher gave none. */
  readonly source: string;
  /** When the provider sent the hook, ms since 1970: now, where that is out of a hook's time. */
  readonly at: number;
} & (
  | { readonly event: "started" }
  /** When the feed ended, ms since 1970. */
  | { readonly event: "ended"; readonly ended: number }
);

/** A hook of a type that says nothing of previews, or that is not known yet. */
export type OtherEvent = { readonly event: "other"; readonly type: string };

/** Of what the log says of a type that is not known. */
const MAX_TYPE_LENGTH = 128;

const time = z.number().int().min(1e12).max(9_999_999_999_999);

/** All that is asked of a hook of a type that is not known. */
const envelope = z.object({ type: z.string(), event: z.string().nullish() });

const feed = {
  feedId: z.string().refine(isFeedId, "must be 1 to 64 letters, digits, - or _"),
  streamId: z.string().transform((id, context): Stream => {
    const stream = parseStream(id);
    if (stream !== null) return stream;
    context.addIssue({ code: "custom", message: "must be <account>/<stream name>" });
    return z.NEVER;
  }),
  sourceId: z.string().nullish(),
};

/** Other times in an event are not looked at: 0 is no time, and no reason not to believe that a feed ended. */
const feedsHook = z.discriminatedUnion("event", [
  z.object({
    event: z.literal("started"),
    timestamp: time,
    data: z.object(feed),
  }),
  z.object({
    event: z.literal("ended"),
    timestamp: time,
    data: z.object({ ...feed, ended: time.nullish() }),
  }),
]);

/**
 * Reads a JSON hook from its body.
 *
 * @param now the store's clock, ms since 1970. A time ahead of it is replaced by it, and never a reason to refuse what is
 *   signed: a feed that ended in a year would be offline for as long. A time long ago stays, so that a replay is the same
 *   entry of the log.
 * @returns the event, or the reasons why it is none, in words
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
    source: fitSource(data.sourceId ?? "", data.streamId),
    at: timestamp > now + MAX_AHEAD_MS ? now : timestamp,
  };
  if (hook.data.event === "started") return { event: "started", ...id };
  const ended = hook.data.data.ended ?? timestamp;
  return { event: "ended", ...id, ended: ended > now + MAX_AHEAD_MS ? now : ended };
}

function describe(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join(".") || "body"}: ${issue.message}`).join("; ");
}
