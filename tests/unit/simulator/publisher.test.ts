import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseEvent } from "#lib/provider/event.ts";
import { parseSecret, verify, type Secret } from "#lib/provider/signature.ts";
import { parseThumbnailHeaders } from "#lib/provider/thumbnail-headers.ts";
import type { Delivery } from "../../../scripts/simulator/deliver.ts";
import { publish, type Channel } from "../../../scripts/simulator/publisher.ts";

type Received = { readonly headers: IncomingHttpHeaders; readonly body: Buffer };

const CHANNEL: Channel = {
  account: "ZG6NWV",
  name: "Café / 2",
  source: "left",
  camera: (time) => Promise.resolve(Buffer.from(`picture of ${time}`)),
};

let server: Server;
let url: string;
let received: Received[];
let answer: { status: number; body: string };
/** A content type that is taken and never answered. */
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
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterEach(() => server.close());

async function publishAll(
  channel: Channel,
  overrides: { count?: number; events?: boolean; signal?: AbortSignal } = {},
): Promise<Delivery[]> {
  const deliveries: Delivery[] = [];
  await publish(channel, {
    url,
    secret: secretOfTests(),
    intervalMs: 20,
    count: 2,
    events: true,
    signal: AbortSignal.timeout(5_000),
    onDelivery: (delivery) => deliveries.push(delivery),
    ...overrides,
  });
  return deliveries;
}

function isFrame({ headers }: Received): boolean {
  return headers["content-type"] === "image/jpeg";
}

function secretOfTests(): Secret {
  const secret = parseSecret("c2VjcmV0");
  if (secret === null) throw new Error("not base64");
  return secret;
}

describe("a simulated publisher", () => {
  test("sends what the receiver's own code accepts: started, frames, ended", async () => {
    expect((await publishAll(CHANNEL)).map(({ ok }) => ok)).toEqual([true, true, true, true]);
    const kinds = received.map(({ headers }) => headers["content-type"]);
    expect(kinds).toEqual(["application/json", "image/jpeg", "image/jpeg", "application/json"]);
    for (const { headers, body } of received) {
      expect(verify([secretOfTests()], body, String(headers["x-millicast-signature"]))).toBe(0);
    }
    const [started, frame, , ended] = received;
    const stream = { account: "ZG6NWV", name: "Café / 2" };
    expect(parseEvent(started?.body ?? Buffer.of(), Date.now())).toMatchObject({
      event: "started",
      stream,
      source: "left",
    });
    expect(parseEvent(ended?.body ?? Buffer.of(), Date.now())).toMatchObject({
      event: "ended",
      stream,
      source: "left",
    });
    const headers = new Headers();
    for (const [name, value] of Object.entries(frame?.headers ?? {})) headers.set(name, String(value));
    expect(parseThumbnailHeaders(headers, Date.now())).toMatchObject({ stream });
  });

  test("publishes under a new feed after it lost its connection", async () => {
    await publishAll({ ...CHANNEL, reconnectsAfter: 2 }, { count: 4, events: false });
    const feeds = received.map(({ headers }) => headers["x-millicast-feed-id"]);
    expect(feeds).toHaveLength(4);
    expect(feeds[0]).toBe(feeds[1]);
    expect(feeds[2]).toBe(feeds[3]);
    expect(feeds[0]).not.toBe(feeds[2]);
  });

  test("sends a refused hook once, and says what the receiver said", async () => {
    answer = { status: 503, body: JSON.stringify({ title: "The store is away", detail: "Try later." }) };
    const deliveries = await publishAll(CHANNEL, { count: 1, events: false });
    expect(received).toHaveLength(1);
    expect(deliveries).toMatchObject([{ ok: false, status: 503, why: "The store is away: Try later." }]);
  });

  test("goes on when nobody answers", async () => {
    server.close();
    const deliveries = await publishAll(CHANNEL, { events: false });
    expect(deliveries).toMatchObject([
      { ok: false, status: "no answer" },
      { ok: false, status: "no answer" },
    ]);
  });

  test("sends its frames to a receiver that hangs on the started hook", async () => {
    hangsOn = "application/json";
    const stopping = new AbortController();
    const publishing = publishAll(CHANNEL, { signal: stopping.signal, count: Infinity });
    await expect.poll(() => received.filter(isFrame).length, { timeout: 3_000 }).toBeGreaterThan(1);
    stopping.abort();
    server.closeAllConnections();
    hangsOn = null;
    await publishing;
  });

  test("goes on without a picture that cannot be made, and says so", async () => {
    let frame = 0;
    const camera = (): Promise<Buffer> =>
      frame++ === 0 ? Promise.reject(new Error("the file is gone")) : Promise.resolve(Buffer.from("picture"));
    const deliveries = await publishAll({ ...CHANNEL, camera }, { events: false });
    expect(deliveries).toMatchObject([
      { ok: false, status: "no picture", why: "the file is gone" },
      { ok: true },
    ]);
    expect(received).toHaveLength(1);
  });

  test("sends no feeds hooks when told so", async () => {
    await publishAll(CHANNEL, { events: false });
    expect(received.map(isFrame)).toEqual([true, true]);
  });
});
