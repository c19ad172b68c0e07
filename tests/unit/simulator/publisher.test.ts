import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseEvent } from "#lib/provider/event.ts";
import { verify } from "#lib/provider/signature.ts";
import { parseThumbnailHeaders } from "#lib/provider/thumbnail-headers.ts";
import { createSecret } from "../../../scripts/app/app.ts";
import type { Delivery } from "../../../scripts/provider-sim/deliver.ts";
import { type Channel, publish, type Publishing } from "../../../scripts/provider-sim/publisher.ts";

type Received = { readonly headers: IncomingHttpHeaders; readonly body: Buffer };

const STREAM = { account: "ZG6NWV", name: "Café / 2" };
const CHANNEL: Channel = {
  ...STREAM,
  source: "left",
  camera: (time) => Promise.resolve(Buffer.from(`picture of ${time}`)),
};
const { signingSecret: secret } = createSecret();

let server: Server;
let received: Received[];
let answer: { status: number; body: string };
/** The media type of requests that are never answered. */
let hangsOn: string | null;

beforeEach(async () => {
  received = [];
  answer = { status: 200, body: "OK" };
  hangsOn = null;
  server = createServer((request, response) => {
    void buffer(request).then((body) => {
      received.push({ headers: request.headers, body });
      if (request.headers["content-type"] === hangsOn) return;
      response.writeHead(answer.status).end(answer.body);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => server.close());

async function publishAll(channel: Channel, more: Partial<Publishing> = {}): Promise<Delivery[]> {
  const deliveries: Delivery[] = [];
  await publish(channel, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    secret,
    intervalMs: 20,
    count: 2,
    events: false,
    signal: AbortSignal.timeout(5_000),
    onDelivery: (delivery) => deliveries.push(delivery),
    ...more,
  });
  return deliveries;
}

test("sends what the receiver's own code accepts: started, frames, ended", async () => {
  expect((await publishAll(CHANNEL, { events: true })).map(({ ok }) => ok)).toEqual([true, true, true, true]);
  for (const { headers, body } of received) {
    expect(verify([secret], body, String(headers["x-millicast-signature"]))).toBe(0);
  }
  const [started, frame, , ended] = received;
  for (const [hook, event] of [[started, "started"] as const, [ended, "ended"] as const]) {
    const parsed = parseEvent(hook?.body ?? Buffer.of(), Date.now());
    expect(parsed).toMatchObject({ event, stream: STREAM, source: "left" });
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(frame?.headers ?? {})) headers.set(name, String(value));
  expect(parseThumbnailHeaders(headers, Date.now())).toMatchObject({ stream: STREAM });
});

test("publishes under a new feed after a lost connection", async () => {
  await publishAll({ ...CHANNEL, reconnectsAfter: 2 }, { count: 4 });
  const [a, b, c, d] = received.map(({ headers }) => headers["x-millicast-feed-id"]);
  expect([a === b, c === d, a === c, received.length]).toEqual([true, true, false, 4]);
});

test("sends a rejected hook once, and reports the reason", async () => {
  answer = { status: 503, body: JSON.stringify({ title: "The store is away", detail: "Try later." }) };
  const deliveries = await publishAll(CHANNEL, { count: 1 });
  expect(received).toHaveLength(1);
  expect(deliveries).toMatchObject([{ ok: false, status: 503, why: "The store is away: Try later." }]);
});

test("continues after a picture that cannot be made", async () => {
  let frame = 0;
  const camera = (): Promise<Buffer> =>
    frame++ === 0 ? Promise.reject(new Error("the file is gone")) : Promise.resolve(Buffer.from("picture"));
  const deliveries = await publishAll({ ...CHANNEL, camera });
  expect(deliveries).toMatchObject([
    { ok: false, status: "no picture", why: "the file is gone" },
    { ok: true },
  ]);
});

test("holds few frames of a feed while the receiver hangs, and counts the others", async () => {
  hangsOn = "image/jpeg";
  const stopping = new AbortController();
  const deliveries: Delivery[] = [];
  let drawn = 0;
  const camera = (time: number) => {
    drawn += 1;
    return CHANNEL.camera(time);
  };
  const publishing = publishAll(
    { ...CHANNEL, camera },
    {
      signal: stopping.signal,
      intervalMs: 1,
      count: Infinity,
      onDelivery: (delivery) => void deliveries.push(delivery),
    },
  );
  await expect.poll(() => deliveries.length, { timeout: 5_000 }).toBeGreaterThan(20);
  expect(deliveries[0]).toMatchObject({ ok: false, status: "not sent" });
  expect(drawn).toBe(8);
  // The end does not wait for a receiver that hangs.
  stopping.abort();
  await publishing;
});

test("sends nothing that is still being drawn when it stops", async () => {
  const stopping = new AbortController();
  const camera = () => new Promise<Buffer>(() => stopping.abort());
  expect(await publishAll({ ...CHANNEL, camera }, { signal: stopping.signal, count: Infinity })).toEqual([]);
  expect(received).toEqual([]);
});

test("sends frames to a receiver that hangs on the started hook", async () => {
  hangsOn = "application/json";
  const stopping = new AbortController();
  const publishing = publishAll(CHANNEL, { events: true, signal: stopping.signal, count: Infinity });
  const countFrames = () => received.filter(({ headers }) => headers["content-type"] === "image/jpeg").length;
  await expect.poll(countFrames, { timeout: 3_000 }).toBeGreaterThan(1);
  stopping.abort();
  server.closeAllConnections();
  hangsOn = null;
  await publishing;
});
