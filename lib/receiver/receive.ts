import type { Incoming } from "#lib/http/incoming.ts";
import type { Log, LogFields } from "#lib/http/log.ts";
import { problem, SHORT } from "#lib/http/problem.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import type { HookReport } from "#lib/observability/metrics.ts";
import { parseEvent } from "#lib/provider/event.ts";
import { isSignature, verify } from "#lib/provider/signature.ts";
import { matches } from "#lib/provider/stream-pattern.ts";
import { parseThumbnailHeaders, THUMBNAIL_HEADERS } from "#lib/provider/thumbnail-headers.ts";
import type { ReceiverSettings } from "#lib/settings/settings.ts";
import type { Findings } from "#lib/spool/entry.ts";
import type { Spool } from "#lib/spool/files.ts";
import type { Store } from "#lib/store/store.ts";
import type { Admission, Hook } from "./admission/admission.ts";
import { readBody } from "./body.ts";
import { createFrameWriter } from "./frame-writer.ts";
import { type Reason, type Result, toProblem } from "./outcome.ts";
import { createReport } from "./report.ts";
import { storeEvent } from "./store-event.ts";
import { storeFrame } from "./store-frame.ts";
import { createStoreOrSpool, toFailure } from "./store-or-spool.ts";

/** In characters. */
const MAX_CLAIM_LENGTH = 200;

export type ReceiveParts = {
  readonly settings: ReceiverSettings;
  readonly store: Store;
  readonly spool: Spool | null;
  readonly admission: Admission;
  readonly log: Log;
  readonly onHook: (report: HookReport) => void;
};

type Hooked = Pick<Incoming, "headers" | "body">;

/** Handles one hook. It never throws. */
export type Receive = (request: Hooked) => Promise<Response>;

/**
 * Handles the provider's hooks. It answers 200 only when the hook is in the store or the spool, and writes one log line
 * for each hook with a valid signature.
 */
export function createReceive({ settings, store, spool, admission, log, onHook }: ReceiveParts): Receive {
  const writer = createFrameWriter(store, log, settings, "hooks");
  const storeOrSpool = createStoreOrSpool(spool, admission);
  const report = createReport(log, onHook);

  const isAllowed = (stream: Stream) =>
    settings.streams === null || settings.streams.some((pattern) => matches(pattern, stream));

  /** The guards, cheapest first. Before the signature is verified, only type and size count. */
  async function handle(request: Hooked, hook: Hook): Promise<Result> {
    const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
    if (type !== "image/jpeg" && type !== "application/json") return reject("content-type");
    const signature = request.headers.get(THUMBNAIL_HEADERS.signature);
    // The bodies of a flood without signatures are not read.
    if (!isSignature(signature)) return reject("unauthentic");
    const body = await readBody(request, settings.maxFrameBytes, hook);
    if (typeof body === "string") return reject(body);
    const bytes = body.byteLength;
    const secret = verify(settings.secrets, body, signature);
    if (secret === null) return { ...reject("unauthentic"), bytes };
    hook.verified();
    // With a wrong clock, this process would reject good frames.
    await store.confirmClock();
    const result = await (type === "image/jpeg"
      ? handleThumbnail(request.headers, body, hook)
      : handleEvent(body, hook));
    return { ...result, bytes, signedBySecret: secret + 1 };
  }

  async function handleThumbnail(
    headers: Incoming["headers"],
    jpeg: Uint8Array,
    hook: Hook,
  ): Promise<Result> {
    const frame = parseThumbnailHeaders(headers, store.now());
    if ("why" in frame) {
      return reject("bad-header", { detail: `${frame.header} ${frame.why}.`, ...readClaims(headers) });
    }
    const { feed, stream, time } = frame;
    if (!isAllowed(stream)) return reject("stream-not-accepted", readClaims(headers));
    let findings: Findings | null = null;
    const result = await storeOrSpool(
      () => ({ kind: "frame", frame, jpeg, findings }),
      hook,
      (signal, isOverloaded) => {
        const onFindings = (found: Findings) => void (findings = found);
        return storeFrame(frame, jpeg, writer, { signal, isOverloaded, findings: null, onFindings });
      },
    );
    return withFields(result, { stream: streamId(stream), feed, generated: new Date(time).toISOString() });
  }

  async function handleEvent(body: Uint8Array, hook: Hook): Promise<Result> {
    const event = parseEvent(body, store.now());
    if ("faults" in event) return reject("bad-event", { detail: event.faults });
    if (event.event === "other") return { outcome: { accepted: "ignored" }, logFields: { type: event.type } };
    const { feed, source, at } = event;
    const stream = streamId(event.stream);
    if (!isAllowed(event.stream))
      return reject("stream-not-accepted", { saysStream: stream, saysFeed: feed });
    const result = await storeOrSpool(
      () => ({ kind: "event", event }),
      hook,
      (signal) => storeEvent(event, writer, signal),
    );
    const type = `feeds.${event.event}`;
    return withFields(result, { type, stream, feed, source, generated: new Date(at).toISOString() });
  }

  return async (request) => {
    const delivered = store.now();
    const hook = admission.admit();
    const result = await handle(request, hook).catch(toFailure).finally(hook.release);
    const { outcome } = result;
    const response =
      "accepted" in outcome ? new Response("OK\n", { headers: SHORT }) : problem(toProblem(outcome));
    report(result, response.status, { delivered, arrivedAt: hook.arrivedAt });
    return response;
  };
}

function reject(rejected: Reason, { detail, ...logFields }: LogFields & { detail?: string } = {}): Result {
  return { outcome: { rejected, ...(detail !== undefined && { detail }) }, logFields };
}

function withFields(result: Result, logFields: LogFields): Result {
  return { ...result, logFields: { ...result.logFields, ...logFields } };
}

/** Reads the names that a rejected but signed hook claims, for an operator who misses a stream. */
function readClaims(headers: Incoming["headers"]): LogFields {
  const read = (name: string) => headers.get(name)?.slice(0, MAX_CLAIM_LENGTH);
  return {
    saysStream: read(THUMBNAIL_HEADERS.stream),
    saysFeed: read(THUMBNAIL_HEADERS.feed),
    saysTime: read(THUMBNAIL_HEADERS.time),
  };
}
