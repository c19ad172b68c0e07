import { describe, expect, test } from "vitest";
import * as rules from "./rules.ts";
import { readTree } from "./tree.ts";

const REAL = readTree(["app", "components", "lib", "cli"]);

/** What breaks a rule today. A line that no longer does must go. */
const EXCEPTIONS: Readonly<Record<string, string[]>> = {
  upwardImports: [],
  browserImports: [],
  environmentReads: ["lib/server/main.ts"],
};

/** A rule, a made-up tree and what the rule finds in it. */
type Case = readonly [rules.Rule, Readonly<Record<string, string>>, readonly string[]];

const S3 = `import type { S3Client } from "@aws-sdk/client-s3";`;
const CASES: Readonly<Record<string, Case>> = {
  upwardImports: [
    rules.upwardImports,
    {
      "lib/model/a.ts": `import { b } from "#lib/store/b.ts";`,
      "lib/store/b.ts": `import { a } from "../model/a.ts";`,
      "lib/c.ts": "",
    },
    ["lib/c.ts", "lib/model/a.ts -> lib/store/b.ts"],
  ],
  folderCycles: [
    (tree) => rules.folderCycles(tree, EXCEPTIONS.upwardImports),
    {
      "lib/http/a.ts": `export { b } from "#lib/image/b.ts";`,
      "lib/image/b.ts": `const c = await import("#lib/spool/c.ts");`,
      "lib/spool/c.ts": `import type { A } from "#lib/http/a.ts";`,
    },
    ["lib/http, lib/image, lib/spool"],
  ],
  browserImports: [
    rules.browserImports,
    {
      "components/a.tsx": `import { a } from "#lib/model/a.ts";\nimport type { B } from "#lib/store/b.ts";`,
      "components/b.tsx": `import type { A } from "#lib/model/a.ts";\nimport { type C } from "#lib/store/c.ts";`,
    },
    ["components/a.tsx -> lib/store/b.ts (types)", "components/b.tsx -> lib/store/c.ts"],
  ],
  outwardImports: [
    rules.outwardImports,
    { "lib/http/a.ts": `import "#components/a.tsx";\nimport "../../cli/b.ts";` },
    ["lib/http/a.ts -> components/a.tsx", "lib/http/a.ts -> cli/b.ts"],
  ],
  environmentReads: [
    rules.environmentReads,
    {
      "cli/a.ts": "const { A } = process.env;",
      "lib/http/b.ts": "const { env } = process;",
      "lib/settings/c.ts": "process.env.C;",
    },
    ["cli/a.ts", "lib/http/b.ts"],
  ],
  s3Imports: [
    rules.s3Imports,
    { "cli/a.ts": S3, "cli/bucket/b.ts": S3, "lib/store/c.ts": S3 },
    ["cli/a.ts -> @aws-sdk/client-s3"],
  ],
  serverOnly: [
    rules.serverOnly,
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

describe.each(Object.entries(CASES))("%s", (name, [rule, tree, found]) => {
  test("finds what breaks the rule", () => {
    expect(rule(new Map(Object.entries(tree)))).toEqual(found);
  });

  test("holds but for the exceptions", () => {
    expect(rule(REAL)).toEqual(EXCEPTIONS[name] ?? []);
  });
});
