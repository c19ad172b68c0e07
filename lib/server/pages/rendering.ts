import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from "node:http";
import { MemorySocket } from "./memory-socket.ts";

export type PageRequest = {
  /** The path with its query. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
};

export type Rendered = {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
};

export type NextHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const END_OF_HEAD = "\r\n\r\n";

/**
 * Lets Next render a page for a request that was made here, so that nothing of a reader's request reaches it.
 *
 * @param signal stops the rendering
 * @throws the signal's reason; Error if Next breaks the answer off
 */
export async function render(
  handle: NextHandler,
  { address, headers }: PageRequest,
  signal: AbortSignal,
): Promise<Rendered> {
  signal.throwIfAborted();
  const socket = new MemorySocket();
  const request = new IncomingMessage(socket);
  Object.assign(request, { method: "GET", url: address, headers, httpVersion: "1.1", complete: true });
  request.push(null);
  const response = new ServerResponse(request);
  // The body alone follows the head, not in chunks.
  response.useChunkedEncodingByDefault = false;
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  const { promise: ended, resolve, reject } = Promise.withResolvers<unknown>();
  response.once("finish", resolve);
  response.once("close", () => reject(new Error("the page broke off")));
  const onAbort = () => {
    reject(signal.reason as Error);
    // Next gives a rendering up when its connection closes.
    socket.destroy();
  };
  signal.addEventListener("abort", onAbort);
  try {
    handle(request, response).catch(reject);
    await ended;
    const written = socket.written();
    const body = written.subarray(written.indexOf(END_OF_HEAD) + END_OF_HEAD.length);
    return { status: response.statusCode, headers: response.getHeaders(), body };
  } finally {
    signal.removeEventListener("abort", onAbort);
    socket.destroy();
  }
}
