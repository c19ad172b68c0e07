import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { SECURITY_HEADERS } from "#lib/http/security-headers.ts";
import { createTokenBucket } from "#lib/limiter.ts";
import { chooseEncoding, type Encodable } from "./pages/encoding.ts";

export type Answer = {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Encodable;
  /** Sent before the body of the request is read: no hook is ever answered so. */
  readonly isEarly?: boolean;
};

/** The bounds of a body that is discarded: before the answer, in ms from its arrival, and once more after it. */
const DISCARDED = { bytes: 16_000_000, ms: 5_000 };
/** After an early answer: enough for a form. */
const DISCARDED_EARLY = { bytes: 256_000, ms: 1_000 };
/** Of all bodies together: strangers may send any number, and hooks need the CPU. */
const CHUNKS_PER_SECOND = 300;
const MAX_SAVED_CHUNKS = 300;

const chunks = createTokenBucket(CHUNKS_PER_SECOND, MAX_SAVED_CHUNKS, () => performance.now());

/**
 * Sends an answer, compressed if the client accepts it, with its length.
 *
 * What is left of a body is discarded before: Caddy, and senders that write everything before they read, miss an answer that
 * comes earlier.
 */
export async function send(
  answer: Answer,
  message: IncomingMessage,
  response: ServerResponse,
  arrivedAt: number,
): Promise<void> {
  const { status, headers } = answer;
  const isFinal = String(headers["cache-control"]).includes("no-transform");
  const { body, encoding } = await answer.body.encoded(
    isFinal ? null : chooseEncoding(message.headers["accept-encoding"]),
  );
  const leftMs = arrivedAt + DISCARDED.ms - performance.now();
  if (!message.complete && answer.isEarly !== true && leftMs > 0)
    await discardBody(message, { ...DISCARDED, ms: leftMs });
  if (response.destroyed) return;
  const isWhole = message.complete;
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    ...headers,
    ...(isFinal ? {} : { vary: varyByEncoding(headers.vary) }),
    ...(encoding === null ? {} : { "content-encoding": encoding }),
    ...(status === 304 ? {} : { "content-length": String(body.byteLength) }),
    // The unread rest of a body must not be parsed as the next request.
    ...(isWhole ? {} : { connection: "close" }),
  });
  if (message.method !== "HEAD" && status !== 304) response.write(body);
  // If a connection closes while more is being sent, the sender's system discards the answer (RFC 9112, 9.6).
  if (!isWhole) await discardBody(message, answer.isEarly === true ? DISCARDED_EARLY : DISCARDED);
  response.end();
}

/** Also of an answer that is not compressed: a cache must not send it, or keep it, in place of another one. */
function varyByEncoding(vary: OutgoingHttpHeaders[string]): string {
  const names = [vary ?? []].flat().join(", ");
  if (/\baccept-encoding\b/i.test(names)) return names;
  return names === "" ? "Accept-Encoding" : `${names}, Accept-Encoding`;
}

/** Reads what is left of a body, up to the bounds, and keeps none of it. */
function discardBody(message: IncomingMessage, bounds: typeof DISCARDED): Promise<void> {
  return new Promise((resolve) => {
    let left = bounds.bytes;
    let pause: NodeJS.Timeout | undefined;
    const onData = (chunk: Buffer) => {
      left -= chunk.byteLength;
      chunks.take();
      const waitMs = chunks.wait();
      if (left < 0) end();
      else if (waitMs > 0) {
        message.pause();
        pause = setTimeout(() => message.resume(), waitMs);
      }
    };
    const end = () => {
      clearTimeout(timer);
      clearTimeout(pause);
      message.off("data", onData).off("end", end).off("close", end).pause();
      resolve();
    };
    const timer = setTimeout(end, bounds.ms);
    message.on("data", onData).once("end", end).once("close", end).resume();
    if (message.destroyed) end();
  });
}
