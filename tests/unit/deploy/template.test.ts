import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { APP } from "#lib/settings/table.ts";
import { DEFAULT_RETENTION, keptFor } from "../../../cli/bucket/lifecycle.ts";
import { policyFor, type Role } from "../../../cli/bucket/policy.ts";
import { PREFIXES } from "#lib/store/retention.ts";

const TEMPLATE = readFileSync("deploy/aws/template.yaml", "utf8");

/** The indented lines below the name of a resource. */
function findResource(name: string): string {
  return new RegExp(`^  ${name}:\n((?:    .*\n|\n| +#.*\n)+)`, "m").exec(TEMPLATE)?.[1] ?? "";
}

/** The statements of a policy in the template: each action, with the ends of its ARNs. */
function parseStatements(text: string): Record<string, string[]> {
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
function createExpected(role: Role): Record<string, string[]> {
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
    expect(parseStatements(findResource(name))).toEqual(createExpected(role));
  });

  test("sets only settings that exist", () => {
    const variables = /Variables:\n((?: {10}\w+: .*\n)+)/.exec(findResource("Receiver"))?.[1] ?? "";
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

  test("refers only to names that exist, in any partition of AWS", () => {
    const known = [...TEMPLATE.matchAll(/^  (\w+):$/gm)].map(([, name = ""]) => name);
    const references = /!Ref (\w+)(?!\w*::)|!GetAtt (\w+)\.|\$\{(\w+)(?:\.\w+)?\}/g;
    const referred = [...TEMPLATE.matchAll(references)].map(([, ...names]) => names.find(Boolean) ?? "");
    expect(referred.length).toBeGreaterThan(15);
    expect([...known, "AWS"]).toEqual(expect.arrayContaining(referred));
    expect(TEMPLATE).not.toContain("arn:aws");
  });
});
