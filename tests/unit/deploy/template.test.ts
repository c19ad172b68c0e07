import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { APP } from "#lib/settings/table.ts";
import { DEFAULT_RETENTION, keptFor } from "../../../cli/bucket/lifecycle.ts";
import { policyFor, type Role } from "../../../cli/bucket/policy.ts";
import { PREFIXES } from "#lib/store/retention.ts";

const TEMPLATE = readFileSync("deploy/aws/template.yaml", "utf8");

/** A resource of the template: what stands below its name, deeper. */
function resource(name: string): string {
  return new RegExp(`^  ${name}:\n((?:    .*\n|\n| +#.*\n)+)`, "m").exec(TEMPLATE)?.[1] ?? "";
}

/** The statements of a policy in the template, each action with the ends of what it is allowed on. */
function statementsOf(text: string): Record<string, string[]> {
  const statements = text.split(/^ +- Sid: /m).slice(1);
  return Object.fromEntries(
    statements.map((statement) => {
      const action = /Action: (\S+)/.exec(statement)?.[1] ?? "";
      const ends = [...statement.matchAll(/\$\{Bucket\.Arn\}(\S+?)"/g)].map(([, end = ""]) => end);
      return [action, ends.length === 0 ? [""] : ends];
    }),
  );
}

/** The policy that setup prints for a role. The health check is the app's; Lambda has none. */
function expected(role: Role): Record<string, string[]> {
  const statements = policyFor(role, "b", "eu-central-1").Statement.flatMap(({ Action, Resource }) =>
    Action.map((action): [string, string[]] => [
      action,
      Resource.map((arn) => arn.replace("arn:aws:s3:::b", "")).filter((end) => end !== "/health/*"),
    ]),
  );
  return Object.fromEntries(statements.filter(([, ends]) => ends.length > 0));
}

const PARAMETERS = {
  log: "KeepLogDays",
  previews: "KeepPreviewsDays",
  faults: "KeepPreviewsDays",
  feeds: "KeepFeedsDays",
} as const;

describe("the SAM template", () => {
  test.each([
    ["receiver", "Receiver"],
    ["gallery", "GalleryPolicy"],
  ] as const)("gives the %s the rights that setup prints, and no more", (role, name) => {
    expect(statementsOf(resource(name))).toEqual(expected(role));
  });

  test("sets settings that there are", () => {
    const variables = /Variables:\n((?: {10}\w+: .*\n)+)/.exec(resource("Receiver"))?.[1] ?? "";
    const names = [...variables.matchAll(/^ +(\w+):/gm)].map(([, name = ""]) => name);
    expect(names).toContain("WEBHOOK_SECRET");
    expect(Object.keys(APP)).toEqual(expect.arrayContaining(names));
  });

  test.each(PREFIXES)("keeps %s/ as long as setup does", (prefix) => {
    const parameter = PARAMETERS[prefix];
    const fallback = new RegExp(`^  ${parameter}:\n    Type: Number\n    Default: (\\d+)`, "m").exec(
      TEMPLATE,
    )?.[1];
    expect(Number(fallback)).toBe(keptFor(DEFAULT_RETENTION)[prefix]);
    expect(TEMPLATE).toMatch(new RegExp(`Prefix: ${prefix}/\n +ExpirationInDays: !Ref ${parameter}`));
  });

  test("names what refers to something that there is", () => {
    const known = [...TEMPLATE.matchAll(/^  (\w+):$/gm)].map(([, name = ""]) => name);
    const referred = [
      ...TEMPLATE.matchAll(/!Ref (\w+)(?!\w*::)/g),
      ...TEMPLATE.matchAll(/!GetAtt (\w+)\./g),
      ...TEMPLATE.matchAll(/\$\{(\w+)(?:\.\w+)?\}/g),
    ].map(([, name = ""]) => name);
    expect(referred.length).toBeGreaterThan(15);
    expect(known).toEqual(expect.arrayContaining(referred.filter((name) => name !== "AWS")));
  });

  test("leaves it to the region which partition its ARNs are of", () => {
    expect(TEMPLATE).toContain("arn:${AWS::Partition}:");
    expect(TEMPLATE).not.toContain("arn:aws");
  });
});
