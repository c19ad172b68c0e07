import { createHash } from "node:crypto";
import { GetObjectCommand, NoSuchKey, type S3Client } from "@aws-sdk/client-s3";
import type { Sent } from "./load.ts";

const AT_ONCE = 16;

/** Which of the frames are in the bucket, byte for byte. */
export async function storedOf(client: S3Client, bucket: string, sent: readonly Sent[]): Promise<Set<Sent>> {
  const stored = new Set<Sent>();
  const left = [...sent];
  async function check() {
    for (let frame = left.pop(); frame !== undefined; frame = left.pop()) {
      if ((await digestOf(frame.key)) === frame.sha256) stored.add(frame);
    }
  }
  async function digestOf(Key: string): Promise<string | null> {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
      const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
      return createHash("sha256").update(bytes).digest("hex");
    } catch (error) {
      if (error instanceof NoSuchKey) return null;
      throw error;
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, check));
  return stored;
}
