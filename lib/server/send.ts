import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { SECURITY_HEADERS } from "#lib/http/security-headers.ts";
import { chooseEncoding, type Encodable } from "./pages/encoding.ts";

export type Answer = {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Encodable;
  /** Sent before the body of the request is read: no hook is ever answered so. */
  readonly isEarly?: boolean;
};

/** The bounds of a body that is discarded, once before the answer and once after it. */
const DISCARD_MS = 5_000;
const MAX_DISCARDED_BYTES = 16_000_000;

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
): Promise<void> {
  const { status, headers } = answer;
  const isFinal = String(headers["cache-control"]).includes("no-transform");
  const { body, encoding } = await answer.body.encoded(
    isFinal ? null : chooseEncoding(message.headers["accept-encoding"]),
  );
  if (!message.complete && answer.isEarly !== true) await discardBody(message);
  if (response.destroyed) return;
  const isWhole = message.complete;
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    ...headers,
    ...(encoding === null ? {} : { "content-encoding": encoding }),
    ...(status === 304 ? {} : { "content-length": String(body.byteLength) }),
    // The unread rest of a body must not be parsed as the next request.
    ...(isWhole ? {} : { connection: "close" }),
  });
  if (message.method !== "HEAD" && status !== 304) response.write(body);
  // If a connection closes while more is being sent, the sender's system discards the answer (RFC 9112, 9.6).
  if (!isWhole) await discardBody(message);
  response.end();
}

/** Reads what is left of a body, up to the bounds, and keeps none of it. */
function discardBody(message: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let left = MAX_DISCARDED_BYTES;
    const onData = (chunk: Buffer) => {
      left -= chunk.byteLength;
      if (left < 0) end();
    };
    const end = () => {
      clearTimeout(timer);
      message.off("data", onData).off("end", end).off("close", end).pause();
      resolve();
    };
    const timer = setTimeout(end, DISCARD_MS);
    message.on("data", onData).once("end", end).once("close", end).resume();
    if (message.destroyed) end();
  });
}
