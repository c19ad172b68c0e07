import type { IncomingMessage } from "node:http";
import type { Incoming, IncomingBody } from "#lib/receiver/body.ts";

/** What the receiver looks at of a request to Node's own server, without the streams and classes of the web between. */
export function incomingOf(message: IncomingMessage): Incoming {
  return {
    // Node puts repeated headers together as the web does, by commas.
    headers: { get: (name) => valueOf(message.headers[name.toLowerCase()]) },
    body: bodyOf(message),
  };
}

function valueOf(value: string | string[] | undefined): string | null {
  return Array.isArray(value) ? value.join(", ") : (value ?? null);
}

function bodyOf(message: IncomingMessage): IncomingBody {
  const given = new AbortController();
  // What is not wanted is left unread: how the connection ends is for whoever answers.
  const cancel = () => {
    given.abort();
    return Promise.resolve();
  };
  return { cancel, getReader: () => ({ cancel, read: () => readNext(message, given.signal) }) };
}

type Chunk = { readonly done: boolean; readonly value?: Uint8Array };

async function readNext(message: IncomingMessage, given: AbortSignal): Promise<Chunk> {
  for (;;) {
    const value = message.read() as Uint8Array | null;
    if (value !== null) return { done: false, value };
    if (message.readableEnded) return { done: true };
    if (message.destroyed || given.aborted) throw new Error("the body broke off");
    await oneOf(message, ["readable", "end", "close", "error"], given);
  }
}

function oneOf(message: IncomingMessage, events: readonly string[], given: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const happened = () => {
      for (const event of events) message.off(event, happened);
      given.removeEventListener("abort", happened);
      resolve();
    };
    for (const event of events) message.on(event, happened);
    given.addEventListener("abort", happened);
  });
}
