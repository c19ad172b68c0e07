import { describe, expect, test } from "vitest";
import * as rules from "./rules.ts";
import { readTree } from "./tree.ts";

const REAL = readTree(["app", "components", "lib", "cli"]);

/** A made-up tree for each rule, and what the rule finds in it. */
type Case = readonly [Readonly<Record<string, string>>, readonly string[]];

const S3 = `import type { S3Client } from "@aws-sdk/client-s3";`;
const HEADER = `request.headers.get("X-Millicast-Feed-Id");`;
const CASES: Readonly<Record<keyof typeof rules, Case>> = {
  upwardImports: [
    {
      "lib/model/a.ts": `import { b } from "#lib/store/b.ts";\nconst c = await import("../http/c.ts");`,
      "lib/http/c.ts": `export { d } from "#lib/image/d.ts";\nimport type { A } from "../model/a.ts";`,
      "lib/store/b.ts": `import { a } from "../model/a.ts";`,
      "lib/c.ts": "",
    },
    [
      "lib/c.ts",
      "lib/model/a.ts -> lib/store/b.ts",
      "lib/model/a.ts -> lib/http/c.ts",
      "lib/http/c.ts -> lib/image/d.ts",
    ],
  ],
  browserImports: [
    {
      "components/a.tsx": `import { a } from "#lib/model/a.ts";\nimport type { B } from "#lib/store/b.ts";`,
      "components/b.tsx": `import type { A } from "#lib/model/a.ts";\nimport { type C } from "#lib/store/c.ts";`,
    },
    ["components/a.tsx -> lib/store/b.ts", "components/b.tsx -> lib/store/c.ts"],
  ],
  outwardImports: [
    { "lib/http/a.ts": `import "#components/a.tsx";\nimport "../../cli/b.ts";` },
    ["lib/http/a.ts -> components/a.tsx", "lib/http/a.ts -> cli/b.ts"],
  ],
  environmentReads: [
    {
      "cli/a.ts": "const { A } = process.env;",
      "lib/http/b.ts": "const { env } = process;",
      "lib/settings/c.ts": "process.env.C;",
    },
    ["cli/a.ts", "lib/http/b.ts"],
  ],
  providerWords: [{ "lib/http/a.ts": HEADER, "lib/provider/b.ts": HEADER }, ["lib/http/a.ts"]],
  s3Imports: [
    { "cli/a.ts": S3, "cli/bucket/b.ts": S3, "lib/store/c.ts": S3 },
    ["cli/a.ts -> @aws-sdk/client-s3"],
  ],
  serverOnly: [
    {
      "app/page.tsx": `import { a } from "#lib/app.ts";`,
      "cli/a.ts": `import { a } from "#lib/app.ts";`,
      "components/a.ts": `import type { A } from "#lib/app.ts";`,
      "lib/app.ts": `import "server-only";`,
      "lib/request.ts": `import "server-only";\nimport { a } from "#lib/app.ts";`,
    },
    ["cli/a.ts -> lib/app.ts"],
  ],
};

describe.each(Object.entries(rules))("%s", (name, rule) => {
  test("finds what breaks the rule", () => {
    const [tree, found] = CASES[name as keyof typeof rules];
    expect(rule(new Map(Object.entries(tree)))).toEqual(found);
  });

  test("holds", () => {
    expect(rule(REAL)).toEqual([]);
  });
});
