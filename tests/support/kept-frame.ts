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

const SIZE = { width: 1920, height: 1080 };
const encoded: Partial<Record<Colour, ReturnType<typeof encode>>> = {};

async function encode(background: Colour) {
  const picture = sharp({ create: { ...SIZE, channels: 3, background } });
  const preview = await picture.clone().resize(480).webp().toBuffer();
  return { preview, original: await picture.jpeg().toBuffer() };
}

/** Stores a frame as the receiver would have done at its time. */
export async function keepFrame(app: App, kept: Kept): Promise<void> {
  const { feed, time, colour = "gold", faults = [], source = null } = kept;
  const found = FAULTS.filter((fault) => faults.includes(fault));
  const frame: Frame = {
    stream: streamOf(kept.stream),
    feed,
    time,
    ...SIZE,
    faults: found,
    isBare: false,
    source,
  };
  const { preview, original } = await (encoded[colour] ??= encode(colour));
  await putObject(app, previewKey(frame), preview);
  await putObject(app, logKey({ kind: "frame", frame }), original);
  for (const fault of found)
    await putObject(app, faultKey({ stream: frame.stream, hour: time, fault }), Buffer.of());
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
