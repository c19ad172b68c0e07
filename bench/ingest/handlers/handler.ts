import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";

/** What a handler beside Livewall does with a hook whose signature is right. */
export type Upload = (key: string, jpeg: Buffer) => Promise<void>;

/** The least that receives a hook: reads it, verifies its HMAC, uploads it as `<feed>_<timestamp>.jpg`, answers. */
export function serve(upload: Upload): void {
  const secret = Buffer.from(process.env.WEBHOOK_SECRET ?? "", "base64");
  const server = createServer((request, response) => {
    const answer = (status: number) => response.writeHead(status, { "Content-Type": "text/plain" }).end();
    receive(request, secret, upload).then(answer, (error: unknown) => {
      console.error(error);
      answer(500);
    });
  });
  server.listen(Number(process.argv[2]), "127.0.0.1");
}

async function receive(request: IncomingMessage, secret: Buffer, upload: Upload): Promise<number> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const jpeg = Buffer.concat(chunks);
  const expected = Buffer.from(`sha1=${createHmac("sha1", secret).update(jpeg).digest("hex")}`);
  const given = Buffer.from(headerOf(request, "x-millicast-signature"));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 400;
  const feed = headerOf(request, "x-millicast-feed-id");
  await upload(`${feed}_${headerOf(request, "x-millicast-timestamp")}.jpg`, jpeg);
  return 200;
}

function headerOf(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === "string" ? value : "";
}
