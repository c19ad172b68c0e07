import { randomUUID } from "node:crypto";
import { DeleteObjectCommand, GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { NewObject } from "./direct.ts";
import type { ListRequest } from "./fact-lister.ts";
import type { ListedPage } from "./list-xml.ts";
import { FRAMES_PREFIX } from "./keys.ts";
import { attempt, type Store, StoreError } from "./store.ts";

const CONTENT = "livewall";

export type ProbeParts = {
  readonly client: S3Client;
  readonly bucket: string;
  readonly putOnce: (object: NewObject, signal: AbortSignal) => Promise<boolean>;
  readonly list: (request: ListRequest, signal: AbortSignal) => Promise<ListedPage>;
};

/** Makes what tries a bucket with an object of its own. */
export function createProbe({ client, bucket, putOnce, list }: ProbeParts): Store["probe"] {
  // One for all probes: anybody may ask for them, and where they cannot delete, no more than one object is left.
  const probed = { Bucket: bucket, Key: `health/${randomUUID()}` };

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

/** Makes what tries a bucket without a trace, with what others have put there. */
export function createReadingProbe({
  client,
  bucket,
  list,
}: Omit<ProbeParts, "putOnce">): Store["probeReading"] {
  return async (signal) => {
    const { Contents = [] } = await list({ Prefix: FRAMES_PREFIX, MaxKeys: 1 }, signal);
    const Key = Contents[0]?.Key;
    if (Key === undefined) return;
    await attempt("get", async () => {
      const command = new GetObjectCommand({ Bucket: bucket, Key, Range: "bytes=0-0" });
      await (await client.send(command, { abortSignal: signal })).Body?.transformToByteArray();
    });
  };
}
