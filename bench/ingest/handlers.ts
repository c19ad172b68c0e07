// node handlers.ts vendor|floor|two-puts|null-store PORT: the programs that Livewall is compared with.
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { createRequire } from "node:module";
import { logKey, previewKey } from "#lib/model/keys.ts";
import { parseStream } from "#lib/model/stream.ts";
import { put } from "./put.ts";

/** A hook whose signature is right. */
type Hook = { readonly feed: string; readonly stream: string; readonly time: string; readonly jpeg: Buffer };
type StoreHook = (hook: Hook) => Promise<unknown>;

/** The part of aws-sdk v2 that is used here. Its own types come with its package, which only this benchmark installs. */
type SdkV2 = {
  readonly S3: new (options: Readonly<Record<string, unknown>>) => {
    readonly putObject: (object: Readonly<Record<string, unknown>>) => { promise: () => Promise<unknown> };
  };
};

const { env } = process;
/** The size of the benchmark's pictures. The two PUTs do not look for it. */
const FRAME = { width: 1920, height: 1080, faults: [], isBare: true, source: null };

const HANDLERS: Readonly<Record<string, () => StoreHook>> = {
  /** The provider's own sample, from its description: aws-sdk v2, one upload, no gallery, no checks. */
  vendor() {
    const { S3 } = createRequire(new URL("vendor-sdk/package.json", import.meta.url))("aws-sdk") as SdkV2;
    const s3 = new S3({
      endpoint: env.AWS_ENDPOINT_URL_S3,
      region: env.AWS_REGION,
      accessKeyId: env.AWS_ACCESS_KEY_ID,
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
      s3ForcePathStyle: true,
      signatureVersion: "v4",
    });
    return (hook) => {
      const object = { Bucket: env.AWS_S3_BUCKET_NAME, Key: toSampleKey(hook), Body: hook.jpeg };
      return s3.putObject({ ...object, ContentType: "image/jpeg" }).promise();
    };
  },
  /** HTTP, the HMAC and one signed PUT. */
  floor: () => (hook) => put(toSampleKey(hook), hook.jpeg),
  /** The two PUTs of PREVIEWS=off: the original and its empty index entry. */
  "two-puts": () => async (hook) => {
    const stream = parseStream(hook.stream);
    if (stream === null) throw new Error(`${hook.stream} is no stream`);
    const frame = { ...FRAME, stream, feed: hook.feed, time: Number(hook.time) };
    await put(logKey({ kind: "frame", frame }), hook.jpeg);
    await put(previewKey(frame), Buffer.alloc(0));
  },
};

/** The key of a thumbnail in the vendor's sample. */
function toSampleKey({ feed, time }: Hook): string {
  return `${feed}_${time}.jpg`;
}

/** Reads a hook, verifies its HMAC and stores it. @returns the status of the answer */
async function receive(request: IncomingMessage, secret: Buffer, store: StoreHook): Promise<number> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const jpeg = Buffer.concat(chunks);
  const header = (name: string) => String(request.headers[name] ?? "");
  const expected = Buffer.from(`sha1=${createHmac("sha1", secret).update(jpeg).digest("hex")}`);
  const given = Buffer.from(header("x-millicast-signature"));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 400;
  await store({
    feed: header("x-millicast-feed-id"),
    stream: header("x-millicast-stream-id"),
    time: header("x-millicast-timestamp"),
    jpeg,
  });
  return 200;
}

const [name = "", port = "0"] = process.argv.slice(2);
const store = HANDLERS[name]?.();
const secret = Buffer.from(env.WEBHOOK_SECRET ?? "", "base64");
const server = createServer((request, response) => {
  // The store that keeps nothing.
  if (store === undefined) return void request.resume().on("end", () => response.end());
  const answer = (status: number) => response.writeHead(status, { "Content-Type": "text/plain" }).end();
  receive(request, secret, store).then(answer, (error: unknown) => {
    console.error(error);
    answer(500);
  });
});
server.listen(Number(port), "127.0.0.1");
// In good order, so that it leaves its CPU profile.
process.once("SIGTERM", () => process.exit());
