/** What a process does with the bucket: take hooks, or show them. One that does both is given both. */
export type Role = "receiver" | "gallery";

export type Statement = {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
};

export type Policy = { readonly Version: "2012-10-17"; readonly Statement: readonly Statement[] };

/**
 * The least that a role needs, as an IAM policy. Each action is one that lib/store calls:
 * - the receiver reads frames (HEAD, to tell a duplicate from another picture) and facts (their remarks), and
 *   deletes superseded facts; it can neither delete nor replace a picture, since every put is `If-None-Match: *`
 * - the gallery reads pictures, because a presigned URL may do what its signer may
 * - `health/` is what the health check puts, reads and deletes
 *
 * The list is not narrowed by prefix: where it is, S3 answers 403 instead of 404 for an object that is gone.
 *
 * @param region where the bucket is; of a store that is not AWS, any
 */
export function policyFor(role: Role, bucket: string, region: string): Policy {
  const arn = `arn:${partitionOf(region)}:s3:::${bucket}`;
  return { Version: "2012-10-17", Statement: role === "receiver" ? receiver(arn) : gallery(arn) };
}

/** The clouds of AWS that know nothing of each other, by how their regions begin; ARNs name the one they are of. */
const PARTITIONS: Readonly<Record<string, string>> = {
  "cn-": "aws-cn",
  "us-gov-": "aws-us-gov",
  "eusc-": "aws-eusc",
};

function partitionOf(region: string): string {
  return Object.entries(PARTITIONS).find(([start]) => region.startsWith(start))?.[1] ?? "aws";
}

function receiver(arn: string): Statement[] {
  return [
    list(arn),
    allow("Write", ["s3:PutObject"], arn, ["frames/*", "previews/*", "latest/*", "health/*"]),
    allow("Read", ["s3:GetObject"], arn, ["frames/*", "latest/*", "health/*"]),
    allow("Supersede", ["s3:DeleteObject"], arn, ["latest/*", "health/*"]),
  ];
}

function gallery(arn: string): Statement[] {
  return [list(arn), allow("Show", ["s3:GetObject"], arn, ["frames/*", "previews/*"])];
}

function list(arn: string): Statement {
  return { Sid: "List", Effect: "Allow", Action: ["s3:ListBucket"], Resource: [arn] };
}

function allow(Sid: string, Action: string[], arn: string, keys: string[]): Statement {
  return { Sid, Effect: "Allow", Action, Resource: keys.map((key) => `${arn}/${key}`) };
}
