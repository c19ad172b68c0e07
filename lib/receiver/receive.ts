import type { Log, LogFields } from "#lib/http/log.ts";
import { problem, SHORT } from "#lib/http/problem.ts";
import type { HookReport } from "#lib/observability/metrics.ts";
import { parseEvent } from "#lib/provider/event.ts";
import { isSignature, verify } from "#lib/provider/signature.ts";
import { matches } from "#lib/provider/stream-pattern.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import { parseThumbnailHeaders, THUMBNAIL_HEADERS } from "#lib/provider/thumbnail-headers.ts";
import type { ReceiverSettings } from "#lib/settings/settings.ts";
import type { Entry, Findings } from "#lib/spool/entry.ts";
import type { Spool } from "#lib/spool/files.ts";
import type { Store } from "#lib/store/store.ts";
import { type Incoming, readBody } from "./body.ts";
import { createByteBudget, type Claim } from "./byte-budget.ts";
import { createFrameWriter } from "./frame-writer.ts";
import { toProblem, type Reason } from "./outcome.ts";
import { createReading } from "./reading.ts";
import { createReport, isoTime, type Handled } from "./report.ts";
import { storeEvent } from "./store-event.ts";
import { storeFrame } from "./store-frame.ts";
import { type Arrival, createStoreOrSpool, storeFailed } from "./store-or-spool.ts";

/** Above this many concurrent hooks, the receiver skips previews: in the time of one, several frames are stored. */
export const OVERLOAD_THRESHOLD = 100;

/** In characters: enough to tell which. */
const MAX_CLAIM_LENGTH = 200;

export type ReceiverParts = {
  readonly settings: ReceiverSettings;
  readonly store: Store;
  /** Where hooks wait that the store does not take; null to refuse them. */
  readonly spool: Spool | null;
  readonly log: Log;
  readonly onHook: (report: HookReport) => void;
  /** How many hooks are in hand, whole and signed, for who waits until there are few. */
  readonly inHand?: { count: number };
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
}: ReceiverParts): Receive {
  const writer = createFrameWriter(store, log, settings, "hooks");
  const budget = createByteBudget(settings.maxBytesInFlight);
  const reading = createReading();
  const storeOrSpool = createStoreOrSpool(spool);

  const isAllowed = (stream: Stream) =>
    settings.streams === null || settings.streams.some((pattern) => matches(pattern, stream));

  /**
   * The guards, from cheap to dear. Before the signature is verified, nothing but type and size is looked at.
   *
   * @param at by performance.now()
   */
  async function handle(request: Incoming, at: number): Promise<Handled> {
    const type = mediaType(request);
    if (type !== "image/jpeg" && type !== "application/json") return reject("content-type");
    const sent = request.headers.get(THUMBNAIL_HEADERS.signature);
    // A flood of what cannot be authentic costs no memory: nothing of it is read.
    if (!isSignature(sent)) return reject("unauthentic");
    const claim = budget.open();
    try {
      return await handleBody(request, type, sent, claim, at);
    } finally {
      claim.release();
    }
  }

  async function handleBody(
    request: Incoming,
    type: "image/jpeg" | "application/json",
    signature: string,
    claim: Claim,
    at: number,
  ): Promise<Handled> {
    const body = await readBody(request, settings.maxFrameBytes, claim, reading.open());
    if (typeof body === "string") return reject(body);
    claim.settle();
    const bytes = body.byteLength;
    const secret = verify(settings.secrets, body, signature);
    if (secret === null) return { ...reject("unauthentic"), bytes };
    // Only now: whoever has no secret could make a rush of nothing.
    inHand.count += 1;
    try {
      // A process whose clock is wrong would refuse good frames until the store has told it the time.
      await store.confirmClock();
      const arrival = { at, isOverloaded: inHand.count > OVERLOAD_THRESHOLD };
      const handled = await (type === "image/jpeg"
        ? handleThumbnail(request.headers, body, arrival)
        : handleEvent(body, arrival));
      return { ...handled, bytes, signedBySecret: secret + 1 };
    } finally {
      inHand.count -= 1;
    }
  }

  async function handleThumbnail(
    headers: Incoming["headers"],
    jpeg: Uint8Array,
    arrival: Arrival,
  ): Promise<Handled> {
    const thumbnail = parseThumbnailHeaders(headers, store.now());
    if ("why" in thumbnail) {
      return {
        ...reject("bad-header", `${thumbnail.header} ${thumbnail.why}.`),
        logFields: claimed(headers),
      };
    }
    const { feed, stream, time } = thumbnail;
    if (!isAllowed(stream)) return { ...reject("stream-not-taken"), logFields: claimed(headers) };
    let findings: Findings | null = null;
    const toEntry = (): Entry => ({ kind: "frame", frame: thumbnail, jpeg, findings });
    const result = await storeOrSpool(toEntry, arrival, (signal, isOverloaded) =>
      storeFrame(thumbnail, jpeg, writer, {
        signal,
        isOverloaded,
        findings: null,
        onFindings: (found) => (findings = found),
      }),
    );
    const said = { stream: streamId(stream), feed, generated: isoTime(time) };
    return { ...result, logFields: { ...result.logFields, ...said } };
  }

  async function handleEvent(body: Uint8Array, arrival: Arrival): Promise<Handled> {
    const hook = parseEvent(body, store.now());
    if ("faults" in hook) return reject("bad-event", hook.faults);
    if (hook.event === "other") return { outcome: { accepted: "ignored" }, logFields: { type: hook.type } };
    const { stream, feed, source, at } = hook;
    if (!isAllowed(stream)) {
      const said = { saysStream: streamId(stream), saysFeed: feed };
      return { ...reject("stream-not-taken"), logFields: said };
    }
    const toEntry = (): Entry => ({ kind: "event", event: hook });
    const result = await storeOrSpool(toEntry, arrival, (signal) => storeEvent(hook, writer, signal));
    const type = `feeds.${hook.event}`;
    const said = { type, stream: streamId(stream), feed, source, generated: isoTime(at) };
    return { ...result, logFields: { ...result.logFields, ...said } };
  }

  const report = createReport({ log, onHook });

  return async (request) => {
    const arrival = { delivered: store.now(), at: performance.now() };
    const handled: Handled = await handle(request, arrival.at).catch(storeFailed);
    const { outcome } = handled;
    const response =
      "accepted" in outcome ? new Response("OK\n", { headers: SHORT }) : problem(toProblem(outcome));
    report(handled, response.status, arrival);
    return response;
  };
}

function reject(rejected: Reason, detail?: string): Handled {
  return { outcome: detail === undefined ? { rejected } : { rejected, detail }, logFields: {} };
}

function mediaType(request: Incoming): string | undefined {
  return request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
}

/** What a hook that was signed, and is not taken, says of itself: for whoever looks for what is missing. */
function claimed(headers: Incoming["headers"]): LogFields {
  const said = (name: string) => headers.get(name)?.slice(0, MAX_CLAIM_LENGTH);
  return {
    saysStream: said(THUMBNAIL_HEADERS.stream),
    saysFeed: said(THUMBNAIL_HEADERS.feed),
    saysTime: said(THUMBNAIL_HEADERS.time),
  };
}
