import { expect, test } from "vitest";
import { policyFor } from "#lib/store/bucket/policy.ts";

test("no role may administer, delete a picture, or touch another bucket", () => {
  for (const role of ["receiver", "gallery"] as const) {
    for (const { Action, Resource } of policyFor(role, "wall", "eu-central-1").Statement) {
      for (const resource of Resource)
        expect(resource).toMatch(/^arn:aws:s3:::wall(\/(frames|previews|latest|health)\/\*)?$/);
      for (const action of Action) {
        expect(action).toMatch(/^s3:(ListBucket|GetObject|PutObject|DeleteObject)$/);
        if (action === "s3:DeleteObject") expect(Resource.join()).not.toMatch(/frames|previews/);
      }
    }
  }
});

test("the gallery only reads", () => {
  const actions = policyFor("gallery", "wall", "eu-central-1").Statement.flatMap(({ Action }) => Action);
  expect(actions).toEqual(["s3:ListBucket", "s3:GetObject"]);
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
