import { expect, test } from "vitest";
import { policyFor, type Role } from "../../../../cli/bucket/policy.ts";

/** The ends of the resources on which a role may do something. */
function allowed(role: Role, action: string): string[] {
  return policyFor(role, "wall", "eu-central-1")
    .Statement.filter(({ Action }) => Action.includes(action))
    .flatMap(({ Resource }) => Resource.map((arn) => arn.replace("arn:aws:s3:::wall", "")));
}

test("a receiver puts below every prefix, reads originals, and deletes below health/ only", () => {
  const prefixes = ["log", "previews", "feeds", "faults", "alerts", "health"];
  expect(allowed("receiver", "s3:PutObject")).toEqual(prefixes.map((prefix) => `/${prefix}/*`));
  expect(allowed("receiver", "s3:GetObject")).toEqual(["/log/*", "/health/*"]);
  expect(allowed("receiver", "s3:DeleteObject")).toEqual(["/health/*"]);
  expect(allowed("receiver", "s3:ListBucket")).toEqual([""]);
});

test("a gallery only reads: pictures, lists and the lifecycle", () => {
  const actions = policyFor("gallery", "wall", "eu-central-1").Statement.flatMap(({ Action }) => Action);
  expect(actions).toEqual(["s3:ListBucket", "s3:GetLifecycleConfiguration", "s3:GetObject"]);
  expect(allowed("gallery", "s3:GetObject")).toEqual(["/log/*", "/previews/*"]);
});

test("no role may administer the bucket, or touch another one", () => {
  for (const role of ["receiver", "gallery"] as const) {
    for (const { Action, Resource } of policyFor(role, "wall", "eu-central-1").Statement) {
      for (const resource of Resource) expect(resource).toMatch(/^arn:aws:s3:::wall(\/[a-z]+\/\*)?$/);
      for (const action of Action)
        expect(action).toMatch(/^s3:(ListBucket|GetLifecycleConfiguration|(Get|Put|Delete)Object)$/);
    }
  }
});

test.each([
  ["eu-central-1", "aws"],
  ["us-east-1", "aws"],
  ["auto", "aws"],
  ["cn-north-1", "aws-cn"],
  ["cn-northwest-1", "aws-cn"],
  ["us-gov-west-1", "aws-us-gov"],
  ["eusc-de-east-1", "aws-eusc"],
])("in %s, buckets are of the partition %s", (region, partition) => {
  for (const role of ["receiver", "gallery"] as const) {
    const resources = policyFor(role, "wall", region).Statement.flatMap(({ Resource }) => Resource);
    expect(resources).toContain(`arn:${partition}:s3:::wall`);
    for (const resource of resources)
      expect(resource).toMatch(new RegExp(`^arn:${partition}:s3:::wall(/|$)`));
  }
});
