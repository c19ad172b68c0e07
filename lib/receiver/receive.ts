import type { Log, LogFields } from "#lib/http/log.ts";
import { problem, SHORT } from "#lib/http/problem.ts";
import type { HookReport } from "#lib/metrics/metrics.ts";
import { parseEvent } from "#lib/provider/event.ts";
import { isSignature, verify } from "#lib/provider/signature.ts";
import { matches } from "#lib/provider/stream-pattern.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import { parseThumbnailHeaders, THUMBNAIL_HEADERS } from "#lib/provider/thumbnail-headers.ts";
import type { ReceiverSettings } from "#lib/settings/settings.ts";
import type { Spool } from "#lib/spool/spool.ts";
import type { Store } from "#lib/store/store.ts";
import { type Incoming, readBody } from "./body.ts";
import { createByteBudget, type Claim } from "./byte-budget.ts";
import { keepEvent } from "./keep-event.ts";
import { createKeeping, keepFrame } from "./keep-frame.ts";
import { answerOf, type Reason } from "./outcome.ts";
import { createReading } from "./reading.ts";
import { createReport, isoTime, type Judged } from "./report.ts";
import { type Arrival, createStoring, storeFailed } from "./storing.ts";

/** With more hooks than this in hand, only what must be done is: in the time of one preview, several frames are kept. */
export const MOST_AT_EASE = 100;

/** In characters: enough to tell which. */
const LONGEST_CLAIM = 200;

const BARE = { previews: false, looksAround: false } as const;

export type ReceiverParts = {
  readonly settings: ReceiverSettings;
  readonly store: Store;
  /** Where hooks wait that the store does not take; null to refuse them. */
  readonly spool: Spool | null;
  readonly log: Log;
  readonly onHook: (report: HookReport) => void;
  /** How many hooks are in hand, whole and signed, for who waits until there are few. */
  readonly inHand?: { count: number };
  /** ms since 1970 */
  readonly now: () => number;
};

/** Takes one hook. It never throws. */
export type Receive = (request: Incoming) => Promise<Response>;

/**
 * Makes the receiver of the provider's hooks. It answers 200 only when what the hook brought is in the store or the
 * spool, and writes one log line for each hook that was signed.
 */
export function createReceiver({
  settings,
  store,
  spool,
  log,
  onHook,
  inHand = { count: 0 },
  now,
}: ReceiverParts): Receive {
  const keeping = createKeeping(store, log, settings);
  const budget = createByteBudget(settings.maxBytesInFlight);
  const reading = createReading();
  const storing = createStoring(spool);

  const isTaken = (stream: Stream) =>
    settings.streams === null || settings.streams.some((pattern) => matches(pattern, stream));

  /**
   * The guards, from cheap to dear. Before the signature is verified, nothing but type and size is looked at.
   *
   * @param at by performance.now()
   */
  async function judge(request: Incoming, at: number): Promise<Judged> {
    const type = mediaType(request);
    if (type !== "image/jpeg" && type !== "application/json") return refuse("content-type");
    const sent = request.headers.get(THUMBNAIL_HEADERS.signature);
    // A flood of what cannot be authentic costs no memory: nothing of it is read.
    if (!isSignature(sent)) return refuse("unauthentic");
    const claim = budget.open();
    try {
      return await judgeBody(request, type, sent, claim, at);
    } finally {
      claim.release();
    }
  }

  async function judgeBody(
    request: Incoming,
    type: "image/jpeg" | "application/json",
    signature: string,
    claim: Claim,
    at: number,
  ): Promise<Judged> {
    const body = await readBody(request, settings.maxFrameBytes, claim, reading.open());
    if (typeof body === "string") return refuse(body);
    claim.settle();
    const bytes = body.byteLength;
    const secret = verify(settings.secrets, body, signature);
    if (secret === null) return { ...refuse("unauthentic"), bytes };
    // Only now: whoever has no secret could make a rush of nothing.
    inHand.count += 1;
    try {
      const arrival = { at, inRush: inHand.count > MOST_AT_EASE };
      const judged = await (type === "image/jpeg"
        ? judgeThumbnail(request.headers, body, arrival)
        : judgeEvent(body, arrival));
      return { ...judged, bytes, signedBySecret: secret + 1 };
    } finally {
      inHand.count -= 1;
    }
  }

  async function judgeThumbnail(
    headers: Incoming["headers"],
    body: Uint8Array,
    arrival: Arrival,
  ): Promise<Judged> {
    const thumbnail = parseThumbnailHeaders(headers, now());
    if ("why" in thumbnail) {
      return { ...refuse("bad-header", `${thumbnail.header} ${thumbnail.why}.`), facts: claimed(headers) };
    }
    const { feed, stream, time } = thumbnail;
    if (!isTaken(stream)) return { ...refuse("stream-not-taken"), facts: claimed(headers) };
    const entry = { kind: "frame", frame: thumbnail, jpeg: body } as const;
    const outcome = await storing(entry, arrival, (signal, inRush) =>
      // Pictures take most of the time, and what others left behind does no harm: in a rush, more frames are kept without either.
      keepFrame(thumbnail, body, inRush ? { ...keeping, ...BARE } : keeping, now(), signal),
    );
    return {
      ...outcome,
      facts: { ...outcome.facts, stream: streamId(stream), feed, generated: isoTime(time) },
    };
  }

  async function judgeEvent(body: Uint8Array, arrival: Arrival): Promise<Judged> {
    const hook = parseEvent(body, now());
    if ("faults" in hook) return refuse("bad-event", hook.faults);
    if (hook.event === "other") return { outcome: { taken: "ignored" }, facts: { type: hook.type } };
    const { stream, feed, source, time } = hook;
    if (!isTaken(stream))
      return { ...refuse("stream-not-taken"), facts: { saysStream: streamId(stream), saysFeed: feed } };
    const entry = { kind: "event", event: hook } as const;
    const outcome = await storing(entry, arrival, (signal, inRush) =>
      keepEvent(hook, inRush ? { ...keeping, ...BARE } : keeping, now(), signal),
    );
    const said = {
      type: `feeds.${hook.event}`,
      stream: streamId(stream),
      feed,
      source,
      generated: isoTime(time),
    };
    return { ...outcome, facts: { ...outcome.facts, ...said } };
  }

  const report = createReport({ log, onHook });

  return async (request) => {
    const arrival = { delivered: now(), at: performance.now() };
    const judged: Judged = await judge(request, arrival.at).catch(storeFailed);
    const { outcome } = judged;
    const response =
      "taken" in outcome ? new Response("OK\n", { headers: SHORT }) : problem(answerOf(outcome));
    report(judged, response.status, arrival);
    return response;
  };
}

function refuse(refused: Reason, detail?: string): Judged {
  return { outcome: detail === undefined ? { refused } : { refused, detail }, facts: {} };
}

function mediaType(request: Incoming): string | undefined {
  return request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
}

/** What a hook that was signed, and is not taken, says of itself: for whoever looks for what is missing. */
function claimed(headers: Incoming["headers"]): LogFields {
  const said = (name: string) => headers.get(name)?.slice(0, LONGEST_CLAIM);
  return {
    saysStream: said(THUMBNAIL_HEADERS.stream),
    saysFeed: said(THUMBNAIL_HEADERS.feed),
    saysTime: said(THUMBNAIL_HEADERS.time),
  };
}
