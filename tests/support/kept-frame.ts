import {
  DeleteObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import sharp from "sharp";
import { FAULTS, type Fault, type Frame } from "#lib/model/frame.ts";
import { faultKey, LOG_PREFIX, logKey, parseLogKey, previewKey } from "#lib/model/keys.ts";
import { parseStream } from "#lib/model/stream.ts";
import { s3Client } from "../../scripts/local-store/s3-client.ts";
import type { App } from "../../scripts/app/app.ts";
import type { Colour } from "./publisher.ts";

type Kept = {
  /** The id of its stream. */
  readonly stream: string;
  readonly feed: string;
  /** ms since 1970; any time, also one of which no hook would be accepted now. */
  readonly time: number;
  readonly colour?: Colour;
  readonly faults?: readonly Fault[];
  readonly source?: string | null;
};

/** Stores a frame as the receiver would have done at its time. */
export async function keepFrame(app: App, kept: Kept): Promise<void> {
  const { feed, time, colour = "gold", faults = [], source = null } = kept;
  const found = FAULTS.filter((fault) => faults.includes(fault));
  const size = { width: 1920, height: 1080 };
  const frame: Frame = {
    stream: streamOf(kept.stream),
    feed,
    time,
    ...size,
    faults: found,
    isBare: false,
    source,
  };
  const picture = sharp({ create: { ...size, channels: 3, background: colour } });
  await putObject(app, previewKey(frame), await picture.clone().resize(480).webp().toBuffer());
  await putObject(app, logKey({ kind: "frame", frame }), await picture.jpeg().toBuffer());
  for (const fault of found)
    await putObject(app, faultKey({ stream: frame.stream, hour: time, fault }), Buffer.of());
}

/** Stores the previews of a feed's frames alone, as they are left where originals expire first. */
export async function keepPreviews(app: App, stream: string, feed: string, times: readonly number[]) {
  const fixed = { stream: streamOf(stream), feed, width: 1920, height: 1080, faults: [], isBare: false };
  for (let n = 0; n < times.length; n += 50) {
    const some = times.slice(n, n + 50);
    await Promise.all(
      some.map((time) => putObject(app, previewKey({ ...fixed, time, source: null }), Buffer.of())),
    );
  }
}

/** Deletes the oldest original of a stream, as a lifecycle rule would. @returns the frame that it was of */
export async function expireOldestOriginal(app: App, stream: string): Promise<Frame | null> {
  const client = clientOf(app);
  const Bucket = app.store.env.AWS_S3_BUCKET_NAME;
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: LOG_PREFIX }));
  for (const { Key = "" } of Contents) {
    const entry = parseLogKey(Key);
    if (entry?.kind !== "frame" || entry.frame.stream.name !== streamOf(stream).name) continue;
    await client.send(new DeleteObjectCommand({ Bucket, Key }));
    return entry.frame;
  }
  return null;
}

/** Puts an object into the bucket of an app. */
export async function putObject(app: App, Key: string, Body: Buffer): Promise<void> {
  const Bucket = app.store.env.AWS_S3_BUCKET_NAME;
  await clientOf(app).send(new PutObjectCommand({ Bucket, Key, Body }));
}

const clients = new WeakMap<App, S3Client>();

function clientOf(app: App): S3Client {
  const client = clients.get(app) ?? s3Client(app.store.env);
  clients.set(app, client);
  return client;
}

function streamOf(id: string) {
  const stream = parseStream(id);
  if (stream === null) throw new RangeError(`${id} is no stream`);
  return stream;
}
