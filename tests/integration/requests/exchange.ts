// Requests as bytes: clients of HTTP send no malformed ones.
import { once } from "node:events";
import { connect, type Socket } from "node:net";

export type Answer = {
  readonly status: number;
  /** By names in lower case; repeated ones joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

export type Sent = {
  /** The request line without its version, such as "GET /". */
  readonly line: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: Uint8Array;
  readonly version?: "1.0" | "1.1";
};

const END_OF_HEAD = "\r\n\r\n";

/** The bytes of a request. It has a Host and, with a body, its length, unless it gives others. */
export function toBytes({ line, headers = [], body, version = "1.1" }: Sent): Buffer {
  const has = (known: string) => headers.some(([name]) => name.toLowerCase() === known);
  const own = [
    ...(has("host") ? [] : [["Host", "wall.example"] as const]),
    ...(body === undefined || has("content-length") || has("transfer-encoding")
      ? []
      : [["Content-Length", String(body.byteLength)] as const]),
  ];
  const lines = [
    `${line} HTTP/${version}`,
    ...[...own, ...headers].map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.concat([Buffer.from(lines.join("\r\n") + END_OF_HEAD, "latin1"), body ?? Buffer.of()]);
}

/** Opens a connection. Errors of a side that has closed do not matter: answers that came before are read. */
export async function open(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  return socket.on("error", () => undefined);
}

/** Sends a request over a connection of its own, and reads the answer. */
export async function exchange(url: string, sent: Sent): Promise<Answer> {
  const socket = await open(url);
  try {
    socket.write(toBytes(sent));
    const method = sent.line.split(" ", 1)[0];
    return await readAnswer(socket, method === "HEAD");
  } finally {
    socket.destroy();
  }
}

/** Reads the next answer, and puts back what follows it. */
export async function readAnswer(socket: Socket, hasNoBody = false): Promise<Answer> {
  let bytes = Buffer.alloc(0);
  for (;;) {
    const chunk = socket.read() as Buffer | null;
    const isEnded = chunk === null && (socket.readableEnded || socket.destroyed);
    if (chunk !== null) bytes = Buffer.concat([bytes, chunk]);
    const found = parseAnswer(bytes, hasNoBody, isEnded);
    if (found !== null) {
      if (found.length < bytes.length) socket.unshift(bytes.subarray(found.length));
      return found.answer;
    }
    if (isEnded) throw new Error(`The answer broke off after ${bytes.length} bytes.`);
    if (chunk === null) await Promise.race(["readable", "end", "close"].map((name) => once(socket, name)));
  }
}

type Found = { readonly answer: Answer; readonly length: number };

/** Returns null for an answer that is not complete. */
function parseAnswer(bytes: Buffer, hasNoBody: boolean, isEnded: boolean): Found | null {
  const end = bytes.indexOf(END_OF_HEAD);
  if (end === -1) return null;
  const [first = "", ...lines] = bytes.subarray(0, end).toString("latin1").split("\r\n");
  const status = Number(first.split(" ")[1]);
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  const start = end + END_OF_HEAD.length;
  const rest = bytes.subarray(start);
  const toFound = (body: Buffer, length: number) => ({
    answer: { status, headers, body },
    length: start + length,
  });
  if (hasNoBody || status < 200 || status === 204 || status === 304) return toFound(Buffer.of(), 0);
  const length = headers["content-length"];
  if (length !== undefined)
    return rest.length < Number(length) ? null : toFound(rest.subarray(0, Number(length)), Number(length));
  if (headers["transfer-encoding"] !== "chunked") return isEnded ? toFound(rest, rest.length) : null;
  const chunks: Buffer[] = [];
  for (let at = 0; ;) {
    const line = rest.indexOf("\r\n", at);
    if (line === -1) return null;
    const size = Number.parseInt(rest.toString("latin1", at, line), 16);
    if (rest.length < line + size + 4) return null;
    if (size === 0) return toFound(Buffer.concat(chunks), line + 4);
    chunks.push(rest.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}
