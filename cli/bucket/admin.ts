import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  DeleteBucketLifecycleCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  type LifecycleRule,
  ListObjectsV2Command,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { type StoreFault, storeFault } from "./fault.ts";

/** What is known of something that a bucket may have, in stores that may not offer it, with keys that may not see it. */
export type Known<T> =
  | { readonly is: "known"; readonly value: T }
  | { readonly is: "unsupported" }
  | { readonly is: "hidden"; readonly why: string };

/**
 * Closes a bucket to the public, whatever its ACLs and policy say. `BlockPublicAcls`, which only refuses new ACLs that
 * would count for nothing, is for AWS alone: Ceph 16 refuses every PutObject while it is set, with an ACL or without.
 */
export function publicAccessBlockFor(isAws: boolean) {
  return {
    BlockPublicAcls: isAws,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  };
}

export const ENCRYPTION = {
  Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
} as const;

/** The one region that S3 does not let a constraint name. */
const UNNAMED_REGION = "us-east-1";

/** The bucket itself, not what is in it. Reads never throw for what a store lacks or hides. */
export type BucketAdmin = {
  /** Null when the bucket is there and may be listed. */
  readonly trouble: () => Promise<StoreFault | null>;
  readonly isEmpty: () => Promise<boolean>;
  readonly create: () => Promise<void>;
  /** Whether no ACL and no policy can make it public. */
  readonly publicAccessBlock: () => Promise<Known<boolean>>;
  readonly blockPublicAccess: (block: ReturnType<typeof publicAccessBlockFor>) => Promise<void>;
  /** The algorithm by which objects are encrypted when nobody asks for it; null for none. */
  readonly encryption: () => Promise<Known<string | null>>;
  readonly encrypt: () => Promise<void>;
  readonly lifecycle: () => Promise<Known<LifecycleRule[]>>;
  readonly setLifecycle: (rules: LifecycleRule[]) => Promise<void>;
  /** Whether what is deleted stays as an older version. */
  readonly versioning: () => Promise<Known<boolean>>;
};

/** @param location where AWS is to create it; null for where the endpoint is */
export function createBucketAdmin(client: S3Client, Bucket: string, location: string | null): BucketAdmin {
  return {
    async trouble() {
      try {
        await client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1 }));
        return null;
      } catch (error) {
        return storeFault(error);
      }
    },

    async isEmpty() {
      return (await client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1 }))).KeyCount === 0;
    },

    async create() {
      const LocationConstraint = location as BucketLocationConstraint;
      await client.send(
        new CreateBucketCommand({
          Bucket,
          ...(location !== null && location !== UNNAMED_REGION
            ? { CreateBucketConfiguration: { LocationConstraint } }
            : {}),
        }),
      );
    },

    publicAccessBlock() {
      return look(["NoSuchPublicAccessBlockConfiguration"], false, async () => {
        const answer = await client.send(new GetPublicAccessBlockCommand({ Bucket }));
        const set = answer.PublicAccessBlockConfiguration;
        if (set === undefined) return undefined;
        return [set.IgnorePublicAcls, set.BlockPublicPolicy, set.RestrictPublicBuckets].every(Boolean);
      });
    },

    async blockPublicAccess(PublicAccessBlockConfiguration) {
      await client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    },

    encryption() {
      return look(["ServerSideEncryptionConfigurationNotFoundError"], null, async () => {
        const answer = await client.send(new GetBucketEncryptionCommand({ Bucket }));
        const rules = answer.ServerSideEncryptionConfiguration?.Rules;
        return rules === undefined
          ? undefined
          : (rules[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm ?? null);
      });
    },

    async encrypt() {
      const ServerSideEncryptionConfiguration = { Rules: [...ENCRYPTION.Rules] };
      await client.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
    },

    lifecycle() {
      return look<LifecycleRule[]>(["NoSuchLifecycleConfiguration"], [], async () => {
        return (await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules;
      });
    },

    async setLifecycle(Rules) {
      if (Rules.length === 0) {
        await client.send(new DeleteBucketLifecycleCommand({ Bucket }));
        return;
      }
      const LifecycleConfiguration = { Rules };
      await client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }));
    },

    versioning() {
      return look(["NoSuchVersioningConfiguration"], false, async () => {
        return (await client.send(new GetBucketVersioningCommand({ Bucket }))).Status === "Enabled";
      });
    },
  };
}

/**
 * @param none the errors by which the store says that nothing is set, and what that comes to
 * @param read undefined when the store answered something else: some take a question that they do not know for
 *   another one
 */
async function look<T>(
  none: readonly string[],
  absent: T,
  read: () => Promise<T | undefined>,
): Promise<Known<T>> {
  try {
    const value = await read();
    return value === undefined ? { is: "unsupported" } : { is: "known", value };
  } catch (error) {
    if (error instanceof S3ServiceException && none.includes(error.name))
      return { is: "known", value: absent };
    const { kind, says } = storeFault(error);
    if (kind === "unsupported") return { is: "unsupported" };
    if (kind === "denied") return { is: "hidden", why: says };
    throw error;
  }
}
