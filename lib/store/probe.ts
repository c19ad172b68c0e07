import { randomUUID } from "node:crypto";
import { DeleteObjectCommand, GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { HEALTH_PREFIX, LOG_PREFIX, parseLogKey } from "#lib/model/keys.ts";
import type { Requests } from "./requests.ts";
import { attempt, type Store, StoreError } from "./store.ts";

const CONTENT = "livewall";

/** If the log begins with events, so many keys are searched for an original. */
const MAX_KEYS = 100;

type ProbeParts = Pick<Requests, "putOnce" | "list"> & {
  readonly client: S3Client;
  readonly bucket: string;
};

/** Creates the probe of a bucket that puts an object of its own. */
export function createProbe({ client, bucket, putOnce, list }: ProbeParts): Store["probe"] {
  // One key for all probes: anybody may ask for them, and a probe that cannot delete leaves no more than one object.
  const probed = { Bucket: bucket, Key: HEALTH_PREFIX + randomUUID() };

  return async (signal) => {
    const options = { abortSignal: signal };
    await putOnce({ key: probed.Key, body: Buffer.from(CONTENT) }, signal);
    try {
      await attempt("get", async () => {
        const { Body } = await client.send(new GetObjectCommand(probed), options);
        if ((await Body?.transformToString()) !== CONTENT)
          throw new Error("an object was not read as it was put");
      });
      const listed = await list({ Prefix: probed.Key }, signal);
      if (listed.KeyCount !== 1)
        throw new StoreError("list", new Error("an object that was put is not listed"));
    } catch (error) {
      await client.send(new DeleteObjectCommand(probed), options).catch(() => undefined);
      throw error;
    }
    await attempt("delete", () => client.send(new DeleteObjectCommand(probed), options));
  };
}

/** Creates the probe of a bucket that only reads: the log, and an original or, without one, an event. */
export function createReadingProbe({
  client,
  bucket,
  list,
}: Omit<ProbeParts, "putOnce">): Store["probeReading"] {
  return async (signal) => {
    const { Contents = [] } = await list({ Prefix: LOG_PREFIX, MaxKeys: MAX_KEYS }, signal);
    const entries = Contents.map(({ Key = "" }) => ({ Key, kind: parseLogKey(Key)?.kind }));
    const found = entries.find(({ kind }) => kind === "frame") ?? entries.find(({ kind }) => kind);
    if (found === undefined) return;
    // An event is empty, and no range of it can be read.
    const range = found.kind === "frame" ? { Range: "bytes=0-0" } : {};
    await attempt("get", async () => {
      const command = new GetObjectCommand({ Bucket: bucket, Key: found.Key, ...range });
      await (await client.send(command, { abortSignal: signal })).Body?.transformToByteArray();
    });
  };
}
