import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { parseAudit } from "../../../scripts/supply/audit.ts";
import { findUnknownLicences, listPackages } from "../../../scripts/supply/licences.ts";

describe("licences", () => {
  test.each([
    ["any", "MIT", true],
    ["any", "(MIT OR GPL-3.0-only)", true],
    ["any", "MIT AND ISC", true],
    ["any", "MIT AND GPL-3.0-only", false],
    ["any", "AGPL-3.0-only", false],
    ["any", "SEE LICENSE IN LICENSE.md", false],
    ["any", "", false],
    ["any", "LGPL-3.0-or-later", false],
    ["@img/sharp-libvips-linux-x64", "LGPL-3.0-or-later", true],
    ["@img/sharp-win32-x64", "Apache-2.0 AND LGPL-3.0-or-later", true],
    ["any", "OFL-1.1", false],
    ["@fontsource-variable/geist", "OFL-1.1", true],
  ])("of %s, %s: %s", (name, licence, isAllowed) => {
    expect(findUnknownLicences([{ name, licence }])).toHaveLength(isAllowed ? 0 : 1);
  });

  test("come from the installed packages of production, or else from the lockfile", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "livewall-supply-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const packages = {
      "": { license: "MIT" },
      "node_modules/installed": { license: "MIT" },
      "node_modules/a/node_modules/@other/platform": { license: "ISC" },
      "node_modules/tool": { license: "GPL-3.0-only", dev: true },
      "node_modules/none": {},
    };
    writeFileSync(path.join(folder, "package-lock.json"), JSON.stringify({ packages }));
    mkdirSync(path.join(folder, "node_modules/installed"), { recursive: true });
    writeFileSync(path.join(folder, "node_modules/installed/package.json"), '{"license":"AGPL-3.0-only"}');
    expect(listPackages(folder)).toEqual([
      { name: "installed", licence: "AGPL-3.0-only" },
      { name: "@other/platform", licence: "ISC" },
      { name: "none", licence: "" },
    ]);
  });

  test("of this project are all known", () => {
    const packages = listPackages(".");
    expect(packages.length).toBeGreaterThan(100);
    expect(findUnknownLicences(packages)).toEqual([]);
  });
});

describe("the audit", () => {
  test("names the packages with serious vulnerabilities, and counts the others", () => {
    const vulnerabilities = {
      next: { name: "next", severity: "critical" },
      sharp: { name: "sharp", severity: "high" },
      swr: { name: "swr", severity: "moderate" },
    };
    expect(parseAudit(JSON.stringify({ auditReportVersion: 2, vulnerabilities }))).toEqual({
      state: "done",
      serious: ["next: critical", "sharp: high"],
      others: 1,
    });
  });

  test.each([
    ['{"message":"405 - POST https://r.invalid/","statusCode":405}', "the registry offers no audit (405)"],
    ['{"message":"request to https://r.invalid/ failed"}', "npm audit could not reach the registry"],
    ["", "npm audit printed no report"],
  ])("says why there is none: %s", (output, why) => {
    expect(parseAudit(output)).toEqual({ state: "unavailable", why });
  });
});
