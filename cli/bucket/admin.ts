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
import { HEALTH_PREFIX } from "#lib/model/keys.ts";
import { type StoreFault, toStoreFault } from "./fault.ts";

/** A setting of a bucket: some stores do not offer it, and some keys may not read it. */
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

/** The settings of a bucket. Reads never throw for a setting that a store lacks or hides. */
export type BucketAdmin = ReturnType<typeof createBucketAdmin>;

/** @param location where AWS is to create it; null for where the endpoint is */
export function createBucketAdmin(client: S3Client, Bucket: string, location: string | null) {
  const listOne = () => client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1 }));

  return {
    /** Null when the bucket exists and may be listed. */
    findFault: (): Promise<StoreFault | null> =>
      listOne().then(
        // To the SDK, any page that is answered with 200 is an empty list.
        ({ IsTruncated }) =>
          IsTruncated === undefined
            ? { kind: "other", says: "what answered gave no list of a bucket" }
            : null,
        toStoreFault,
      ),

    /** Whether it has no object but those of health checks, which the start of a receiver puts too. */
    async isEmpty() {
      const lists = ["", `${HEALTH_PREFIX}~`].map((StartAfter) =>
        client.send(new ListObjectsV2Command({ Bucket, StartAfter, MaxKeys: 1 })),
      );
      const [first, behind] = (await Promise.all(lists)).map(({ Contents = [] }) => Contents[0]?.Key);
      return (first === undefined || first.startsWith(HEALTH_PREFIX)) && behind === undefined;
    },

    async create() {
      const LocationConstraint = location as BucketLocationConstraint;
      const isNamed = location !== null && location !== UNNAMED_REGION;
      const configuration = isNamed ? { CreateBucketConfiguration: { LocationConstraint } } : {};
      await client.send(new CreateBucketCommand({ Bucket, ...configuration }));
    },

    /** Whether no ACL and no policy can make it public. */
    publicAccessBlock: () =>
      read(["NoSuchPublicAccessBlockConfiguration"], false, async () => {
        const answer = await client.send(new GetPublicAccessBlockCommand({ Bucket }));
        const set = answer.PublicAccessBlockConfiguration;
        return set && [set.IgnorePublicAcls, set.BlockPublicPolicy, set.RestrictPublicBuckets].every(Boolean);
      }),

    async blockPublicAccess(PublicAccessBlockConfiguration: ReturnType<typeof publicAccessBlockFor>) {
      await client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    },

    /** The algorithm by which objects are encrypted by default; null for none. */
    encryption: () =>
      read<string | null>(["ServerSideEncryptionConfigurationNotFoundError"], null, async () => {
        const answer = await client.send(new GetBucketEncryptionCommand({ Bucket }));
        const rules = answer.ServerSideEncryptionConfiguration?.Rules;
        return rules && (rules[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm ?? null);
      }),

    async encrypt() {
      const ServerSideEncryptionConfiguration = { Rules: [...ENCRYPTION.Rules] };
      await client.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
    },

    lifecycle: () =>
      read<LifecycleRule[]>(["NoSuchLifecycleConfiguration"], [], async () => {
        return (await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules;
      }),

    async setLifecycle(Rules: LifecycleRule[]) {
      const put = { Bucket, LifecycleConfiguration: { Rules } };
      if (Rules.length > 0) await client.send(new PutBucketLifecycleConfigurationCommand(put));
      else await client.send(new DeleteBucketLifecycleCommand({ Bucket }));
    },

    /** Whether what is deleted stays as an older version. */
    versioning: () =>
      read(["NoSuchVersioningConfiguration"], false, async () => {
        return (await client.send(new GetBucketVersioningCommand({ Bucket }))).Status === "Enabled";
      }),
  };
}

/**
 * Reads a setting of a bucket.
 *
 * @param none the store's errors for a setting that is not set, whose value is then `absent`
 * @param get undefined when the store answered something else: some take an unknown question for another one
 */
async function read<T>(
  none: readonly string[],
  absent: T,
  get: () => Promise<T | undefined>,
): Promise<Known<T>> {
  try {
    const value = await get();
    return value === undefined ? { is: "unsupported" } : { is: "known", value };
  } catch (error) {
    if (error instanceof S3ServiceException && none.includes(error.name))
      return { is: "known", value: absent };
    const { kind, says } = toStoreFault(error);
    if (kind === "unsupported") return { is: "unsupported" };
    if (kind === "denied") return { is: "hidden", why: says };
    throw error;
  }
}
