import { once } from "node:events";
import { type Agent, type IncomingMessage, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { brotliDecompress, gunzip } from "node:zlib";

export type Answer = {
  readonly response: IncomingMessage;
  /** Of the answer with its headers, on the wire. */
  readonly bytes: number;
  /** Decoded. */
  readonly text: () => Promise<string>;
};

export async function get(
  url: string,
  agent: Agent,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const sent = request(url, { headers, agent }).end();
  try {
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    const body = await buffer(response);
    const bytes = response.rawHeaders.reduce((sum, part) => sum + part.length + 2, body.length);
    return { response, bytes, text: () => decode(body, response.headers["content-encoding"]) };
  } catch (error) {
    // A kept connection that the server closes in the same instant: browsers ask again, too.
    if ((error as NodeJS.ErrnoException).code === "ECONNRESET" && sent.reusedSocket)
      return get(url, agent, headers);
    throw error;
  }
}

async function decode(body: Buffer, encoding: string | undefined): Promise<string> {
  if (encoding === "gzip") return (await promisify(gunzip)(body)).toString();
  if (encoding === "br") return (await promisify(brotliDecompress)(body)).toString();
  return body.toString();
}
