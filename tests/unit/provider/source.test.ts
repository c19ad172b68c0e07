import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { fitSource } from "#lib/provider/source.ts";

const STREAM = { account: "ZG6NWV", name: "cam" };
const markOf = (source: string) => createHash("sha256").update(source).digest("hex").slice(0, 8);

test.each([
  ["one of the greatest length stays whole", "s".repeat(120), "s".repeat(120)],
  ["a longer one keeps what fits", "s".repeat(121), `${"s".repeat(100)}… ${markOf("s".repeat(121))}`],
  ["a letter is kept whole or not at all", "é".repeat(21), `${"é".repeat(16)}… ${markOf("é".repeat(21))}`],
  ["a control character is replaced", "a\nb", `a\uFFFDb… ${markOf("a\nb")}`],
])("of publishers' sources, %s", (_what, source, fitted) => {
  expect(fitSource(source, STREAM)).toBe(fitted);
});
