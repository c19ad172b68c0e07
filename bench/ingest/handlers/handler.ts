import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";

/** A hook whose signature is right. */
export type Hook = {
  readonly feed: string;
  /** `<account>/<name>` */
  readonly stream: string;
  /** ms since 1970, as the provider writes it */
  readonly time: string;
  readonly jpeg: Buffer;
};

/** The least that receives a hook: reads it, verifies its HMAC, stores it, answers. */
export function serve(store: (hook: Hook) => Promise<void>): void {
  const secret = Buffer.from(process.env.WEBHOOK_SECRET ?? "", "base64");
  const server = createServer((request, response) => {
    const answer = (status: number) => response.writeHead(status, { "Content-Type": "text/plain" }).end();
    receive(request, secret, store).then(answer, (error: unknown) => {
      console.error(error);
      answer(500);
    });
  });
  server.listen(Number(process.argv[2]), "127.0.0.1");
}

/** The key under which the vendor's sample keeps a thumbnail. */
export function sampleKey({ feed, time }: Hook): string {
  return `${feed}_${time}.jpg`;
}

async function receive(
  request: IncomingMessage,
  secret: Buffer,
  store: (hook: Hook) => Promise<void>,
): Promise<number> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const jpeg = Buffer.concat(chunks);
  const expected = Buffer.from(`sha1=${createHmac("sha1", secret).update(jpeg).digest("hex")}`);
  const given = Buffer.from(headerOf(request, "x-millicast-signature"));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 400;
  await store({
    feed: headerOf(request, "x-millicast-feed-id"),
    stream: headerOf(request, "x-millicast-stream-id"),
    time: headerOf(request, "x-millicast-timestamp"),
    jpeg,
  });
  return 200;
}

function headerOf(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === "string" ? value : "";
}
