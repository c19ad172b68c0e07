import { expect, test } from "vitest";
import { policyFor } from "#lib/store/bucket/policy.ts";

test("no role may administer, delete a picture, or touch another bucket", () => {
  for (const role of ["receiver", "gallery"] as const) {
    for (const { Action, Resource } of policyFor(role, "wall").Statement) {
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
  const actions = policyFor("gallery", "wall").Statement.flatMap(({ Action }) => Action);
  expect(actions).toEqual(["s3:ListBucket", "s3:GetObject"]);
});
