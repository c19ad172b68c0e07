/** The work of a process: receive hooks, or show them. A process that does both has both policies. */
export type Role = "receiver" | "gallery";

export type Statement = {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
};

export type Policy = { readonly Version: "2012-10-17"; readonly Statement: readonly Statement[] };

/** The prefixes below which a role needs a right on objects. The doctor tries each. */
export const RIGHTS = {
  receiver: {
    put: ["log", "previews", "feeds", "faults", "alerts", "health"],
    get: ["log", "health"],
    delete: ["health"],
  },
  gallery: { put: [], get: ["log", "previews"], delete: [] },
} as const satisfies Readonly<Record<Role, Readonly<Record<"put" | "get" | "delete", readonly string[]>>>>;

/** The partitions of AWS, by how their regions begin; ARNs name the partition. */
const PARTITIONS: Readonly<Record<string, string>> = {
  "cn-": "aws-cn",
  "us-gov-": "aws-us-gov",
  "eusc-": "aws-eusc",
};

/**
 * The least that a role needs, as an IAM policy. lib/store calls each action:
 * - The receiver puts below every prefix. It reads originals (HEAD, to tell a duplicate from another picture, and for the
 *   look of the newest). It can neither delete nor replace a picture, because every put is `If-None-Match: *`.
 * - The gallery reads pictures, because a presigned URL may do what its signer may. It reads the lifecycle to know how far
 *   back the log goes, and works without.
 * - The health check puts, reads and deletes below `health/`.
 *
 * The list is not narrowed by prefix: where it is, S3 answers 403 instead of 404 for an object that is gone.
 *
 * @param region where the bucket is; of a store that is not AWS, any
 */
export function policyFor(role: Role, bucket: string, region: string): Policy {
  const partition = Object.entries(PARTITIONS).find(([start]) => region.startsWith(start))?.[1] ?? "aws";
  const arn = `arn:${partition}:s3:::${bucket}`;
  const allow = (Sid: string, action: string, prefixes?: readonly string[]): Statement => {
    const Resource = prefixes?.map((prefix) => `${arn}/${prefix}/*`) ?? [arn];
    return { Sid, Effect: "Allow", Action: [action], Resource };
  };
  const receiver = [
    allow("List", "s3:ListBucket"),
    allow("Write", "s3:PutObject", RIGHTS.receiver.put),
    allow("Read", "s3:GetObject", RIGHTS.receiver.get),
    allow("CleanUp", "s3:DeleteObject", RIGHTS.receiver.delete),
  ];
  const gallery = [
    allow("List", "s3:ListBucket"),
    allow("Retention", "s3:GetLifecycleConfiguration"),
    allow("Show", "s3:GetObject", RIGHTS.gallery.get),
  ];
  return { Version: "2012-10-17", Statement: role === "receiver" ? receiver : gallery };
}
