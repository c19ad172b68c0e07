import { setMaxListeners } from "node:events";
import { connect, type Socket } from "node:net";

export type Reply = {
  readonly status: number;
  /** Seconds to wait before the next try; null if the answer has no Retry-After. */
  readonly retryAfter: number | null;
  /** Of the answer with its headers, on the wire. */
  readonly bytes: number;
};

export type Connection = {
  readonly isOpen: () => boolean;
  /** Sends a request of HTTP/1.1 as it is. @throws Error if the connection ends before the answer does */
  readonly send: (request: Uint8Array | string) => Promise<Reply>;
  readonly close: () => void;
};

/** Longer than any server should take. */
const DEADLINE_MS = 60_000;
const HEAD_END = "\r\n\r\n";
const LAST_CHUNK = `\r\n0${HEAD_END}`;
const STATUSES_WITHOUT_BODY = new Set([101, 204, 304]);

/**
 * Opens a connection to a port on loopback, for one request at a time. It understands just enough of HTTP to see where an
 * answer ends, so that many of them take little of the processor that they share with their server.
 */
export function openConnection(port: number, signal: AbortSignal): Connection {
  const socket = openSocket(port, signal);
  let waiting: PromiseWithResolvers<Reply> | undefined;
  let reader = createReader();
  const isOpen = () => !socket.destroyed && socket.writable;

  socket.setTimeout(DEADLINE_MS, () => socket.destroy());
  socket.on("data", (chunk) => {
    const reply = reader.read(chunk);
    if (reply === null) return;
    if (reply.isLast) socket.destroy();
    waiting?.resolve(reply);
    waiting = undefined;
  });
  socket.on("close", () => {
    const reply = reader.end();
    if (reply === null) waiting?.reject(new Error("The connection ended before its answer."));
    else waiting?.resolve(reply);
  });
  return {
    isOpen,
    send(request) {
      reader = createReader();
      waiting = Promise.withResolvers<Reply>();
      if (isOpen()) socket.write(request);
      else waiting.reject(new Error("The connection has ended."));
      return waiting.promise;
    },
    close: () => socket.destroy(),
  };
}

/** A socket whose errors end it. */
export function openSocket(port: number, signal: AbortSignal): Socket {
  // Thousands of them end by one signal.
  setMaxListeners(0, signal);
  const socket = connect({ host: "127.0.0.1", port, signal });
  return socket.on("error", () => socket.destroy());
}

/** Reads one answer to a request other than HEAD. */
function createReader() {
  let unread = Buffer.alloc(0);
  let head: string | null = null;
  let tail = "";
  let bytes = 0;

  function isWhole(text: string, bodyBytes: number): boolean {
    if (STATUSES_WITHOUT_BODY.has(toStatus(text))) return true;
    if (/^transfer-encoding: *chunked/im.test(text)) return `\r\n${tail}`.endsWith(LAST_CHUNK);
    const length = findNumber(text, "content-length");
    return length !== null && bodyBytes >= length;
  }

  function toReply(text: string) {
    const isLast = /^connection: *close/im.test(text);
    return { status: toStatus(text), retryAfter: findNumber(text, "retry-after"), bytes, isLast };
  }

  return {
    /** Null while the answer is not whole. */
    read(chunk: Buffer) {
      bytes += chunk.length;
      let body = chunk;
      if (head === null) {
        unread = Buffer.concat([unread, chunk]);
        const end = unread.indexOf(HEAD_END);
        if (end === -1) return null;
        head = unread.toString("latin1", 0, end);
        body = unread.subarray(end + HEAD_END.length);
      }
      tail = (tail + body.toString("latin1", Math.max(0, body.length - LAST_CHUNK.length))).slice(
        -LAST_CHUNK.length,
      );
      return isWhole(head, bytes - head.length - HEAD_END.length) ? toReply(head) : null;
    },
    /** The answer, if the end of the connection is its end. */
    end: () => (head === null || findNumber(head, "content-length") !== null ? null : toReply(head)),
  };
}

function toStatus(head: string): number {
  return Number(head.slice(9, 12));
}

function findNumber(head: string, name: string): number | null {
  const found = new RegExp(`^${name}: *(\\d+)`, "im").exec(head)?.[1];
  return found === undefined ? null : Number(found);
}
