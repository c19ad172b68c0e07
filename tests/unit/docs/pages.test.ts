import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { madePages } from "../../../scripts/docs/pages.ts";

test("the documents that are made from the code are as the code is: npm run docs", async () => {
  for (const { file, text } of await madePages()) expect(readFileSync(file, "utf8"), file).toBe(text);
});
