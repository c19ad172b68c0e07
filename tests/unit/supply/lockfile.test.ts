import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

type Package = {
  readonly integrity?: string;
  readonly resolved?: string;
  /** It is in the archive of another package, whose hash covers it. */
  readonly inBundle?: true;
};

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
  packages: Record<string, Package>;
};
const installed = Object.entries(packages).filter(([folder]) => folder !== "");

describe("package-lock.json", () => {
  test("has the hash of every package, so that npm ci verifies all that it downloads", () => {
    expect(installed.length).toBeGreaterThan(500);
    const unverified = installed.filter(
      ([, { integrity = "", inBundle }]) => inBundle !== true && !/^sha512-[\w+/]{86}==$/.test(integrity),
    );
    expect(unverified.map(([folder]) => folder)).toEqual([]);
  });

  test("names no registry: npm takes packages from the one that it is set to", () => {
    expect(installed.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });
});
