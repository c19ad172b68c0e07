import { once } from "node:events";
import http, { type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";

/** Sends the headers of a hook and some of its body. @returns what sends the rest and awaits the answer */
export async function beginHook(hook: Request, agent: http.Agent | false) {
  const body = Buffer.from(await hook.arrayBuffer());
  const headers = {
    ...Object.fromEntries(hook.headers),
    "content-length": body.byteLength,
    expect: "100-continue",
  };
  const request = http.request(hook.url, { method: "POST", headers, agent });
  const answered = once(request, "response") as Promise<[IncomingMessage]>;
  request.flushHeaders();
  // Node's server says so when it hands the request over.
  await once(request, "continue");
  request.write(body.subarray(0, 100));
  return async () => {
    request.end(body.subarray(100));
    const [response] = await answered;
    return { status: response.statusCode, body: await text(response) };
  };
}

/** True once an address accepts no connection. */
export async function isRefused(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  try {
    await once(socket, "connect");
    return false;
  } catch {
    return true;
  } finally {
    socket.destroy();
  }
}
