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

/** Dollars in us-east-1, for x86_64: a GB-second, a million requests, a GB of the log, a million through API Gateway. */
const PRICES = { duration: 0.0000166667, requests: 0.2, log: 0.5, restApi: 3.5 };
const SECONDS_PER_MONTH = 30 * 86_400;
/** Lambda's limit for each process of a Function URL. */
const HOOKS_PER_SECOND = 10;
/** The receiver's line, and the three of Lambda. */
const LOG_BYTES = 500;

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

  test("costs at most what its document says, for each process", () => {
    const { duration, requests, log } = PRICES;
    const megabytes = Number(/^ +MemorySize: (\d+)$/m.exec(findResource("Receiver"))?.[1]);
    const hooks = SECONDS_PER_MONTH * HOOKS_PER_SECOND;
    const costs = [
      SECONDS_PER_MONTH * (megabytes / 1_024) * duration,
      (hooks / 1e6) * requests,
      ((hooks * LOG_BYTES) / 1e9) * log,
    ];
    const document = readFileSync("docs/deploy/aws.md", "utf8");
    for (const cost of costs) expect(document).toContain(`$${cost.toFixed(2)} `);
    expect(document).toContain(`**$${costs.reduce((sum, cost) => sum + cost).toFixed(2)}**`);
    const restApiRate = Number(/RestApiRate:\n +Type: Number\n +Default: (\d+)/.exec(TEMPLATE)?.[1]);
    const restApi = ((SECONDS_PER_MONTH * restApiRate) / 1e6) * PRICES.restApi;
    expect(document).toContain(`${restApiRate} a second cost $${restApi.toFixed(0)}`);
  });

  test("takes the webhook's secret from a parameter or Secrets Manager, and needs one", () => {
    expect(findResource("Receiver")).toContain(
      'WEBHOOK_SECRET: !If [IsStored, !Sub "{{resolve:secretsmanager:${SecretName}}}", !Ref WebhookSecret]\n',
    );
    expect(TEMPLATE).toContain("- Assert: !Not [!Equals [!Ref WebhookSecret, !Ref SecretName]]");
  });

  test("bounds its processes by a parameter that may be empty, since new accounts may reserve none", () => {
    expect(TEMPLATE).toMatch(/^ {2}MaxConcurrency:\n {4}Type: String\n {4}Default: ""$/m);
    expect(findResource("Receiver")).toContain(
      "ReservedConcurrentExecutions: !If [IsBounded, !Ref MaxConcurrency, !Ref AWS::NoValue]",
    );
    expect(findResource("Api")).toContain("ThrottlingRateLimit: !Ref RestApiRate");
  });
});
