import type { IncomingMessage } from "node:http";
import type { Incoming, IncomingBody } from "#lib/http/incoming.ts";
import { joinValues } from "#lib/provider/thumbnail-headers.ts";

/** Reads a request of Node's own server without the streams and classes of the web, which cost more. */
export function toIncoming(message: IncomingMessage): Incoming {
  return {
    url: message.url ?? "/",
    remoteAddress: message.socket.remoteAddress,
    headers: {
      get(name) {
        const known = name.toLowerCase();
        if (known === "cookie") return message.headers.cookie ?? null;
        // Node's joined headers lack the second values of some, and do not tell two values from one with a comma.
        const values = message.headersDistinct[known];
        return values === undefined ? null : joinValues(known, values);
      },
    },
    body: toBody(message),
  };
}

function toBody(message: IncomingMessage): IncomingBody {
  const cancelled = new AbortController();
  // The rest stays unread: the listener decides how the connection ends.
  const cancel = () => {
    cancelled.abort();
    return Promise.resolve();
  };
  return { cancel, getReader: () => ({ cancel, read: () => readNext(message, cancelled.signal) }) };
}

type Chunk = { readonly done: boolean; readonly value?: Uint8Array };

async function readNext(message: IncomingMessage, cancelled: AbortSignal): Promise<Chunk> {
  for (;;) {
    const value = message.read() as Uint8Array | null;
    if (value !== null) return { done: false, value };
    if (message.readableEnded) return { done: true };
    if (message.destroyed || cancelled.aborted) throw new Error("the body broke off");
    await nextEvent(message, cancelled);
  }
}

function nextEvent(message: IncomingMessage, cancelled: AbortSignal): Promise<void> {
  const events = ["readable", "end", "close", "error"];
  return new Promise((resolve) => {
    const onEvent = () => {
      for (const event of events) message.off(event, onEvent);
      cancelled.removeEventListener("abort", onEvent);
      resolve();
    };
    for (const event of events) message.on(event, onEvent);
    cancelled.addEventListener("abort", onEvent);
  });
}
