import { expect, test } from "vitest";
import { policyFor, type Role } from "../../../../cli/bucket/policy.ts";

/** Each action of a role with the ends of its resources. */
function listRights(role: Role): Record<string, string[]> {
  const { Statement } = policyFor(role, "wall", "eu-central-1");
  return Object.fromEntries(
    Statement.map(({ Action, Resource }) => [
      Action.join(),
      Resource.map((arn) => arn.replace("arn:aws:s3:::wall", "")),
    ]),
  );
}

test("a receiver puts below every prefix, reads originals, and deletes below health/ only", () => {
  expect(listRights("receiver")).toEqual({
    "s3:ListBucket": [""],
    "s3:PutObject": ["/log/*", "/previews/*", "/feeds/*", "/faults/*", "/alerts/*", "/health/*"],
    "s3:GetObject": ["/log/*", "/health/*"],
    "s3:DeleteObject": ["/health/*"],
  });
});

test("a gallery only reads: pictures, lists and the lifecycle", () => {
  expect(listRights("gallery")).toEqual({
    "s3:ListBucket": [""],
    "s3:GetLifecycleConfiguration": [""],
    "s3:GetObject": ["/log/*", "/previews/*"],
  });
});

test.each([
  ["eu-central-1", "aws"],
  ["auto", "aws"],
  ["cn-northwest-1", "aws-cn"],
  ["us-gov-west-1", "aws-us-gov"],
  ["eusc-de-east-1", "aws-eusc"],
])("buckets in %s are of the partition %s", (region, partition) => {
  const [list, put] = policyFor("receiver", "wall", region).Statement;
  expect(list?.Resource).toEqual([`arn:${partition}:s3:::wall`]);
  expect(put?.Resource).toContain(`arn:${partition}:s3:::wall/log/*`);
});
