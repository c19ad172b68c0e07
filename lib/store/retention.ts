import {
  GetBucketLifecycleConfigurationCommand,
  type S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { retentionOf } from "./lifecycle.ts";
import { type Store, StoreError } from "./store.ts";

/** The bucket has no rules, the store has none for any bucket, or this process may not read them. */
const UNKNOWN = new Set(["AccessDenied", "NoSuchLifecycleConfiguration", "NotImplemented"]);

/** Creates the reader of a bucket's lifecycle rules. */
export function createRetentionReader(client: S3Client, bucket: string): Store["findRetention"] {
  return async (signal) => {
    try {
      const command = new GetBucketLifecycleConfigurationCommand({ Bucket: bucket });
      const { Rules = [] } = await client.send(command, { abortSignal: signal });
      const { log, previews } = retentionOf(Rules);
      return { logDays: log, previewDays: previews };
    } catch (error) {
      const isUnknown = error instanceof S3ServiceException && UNKNOWN.has(error.name);
      if (isUnknown) return { logDays: null, previewDays: null };
      throw new StoreError("lifecycle", error);
    }
  };
}
