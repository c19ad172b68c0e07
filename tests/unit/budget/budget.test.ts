import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { BUDGET_BYTES, faultsOf } from "../../../scripts/budget/measure.ts";
import { scriptsOf, weigh } from "../../../scripts/budget/page-scripts.ts";

const PAGE = `<link rel="preload" href="/a.js" as="script"/><link rel="stylesheet" href="/a.css"/>
<script src="/b.js?x" async=""></script><script src="/old.js" noModule=""></script>
<script>inline()</script><script src="/a.js"></script>`;

test("the scripts of a page are those that a browser of today loads, each once", () => {
  expect(scriptsOf(PAGE).toSorted()).toEqual(["/a.js", "/b.js?x"]);
});

test("they are weighed compressed", async () => {
  const body = Buffer.from("a script ".repeat(100));
  const { files, gzip, brotli } = await weigh(PAGE, () => Promise.resolve(body));
  expect({ files, gzip }).toEqual({ files: 2, gzip: 2 * gzipSync(body).length });
  expect(brotli).toBeLessThan(gzip);
});

test("a page over the budget is a fault, and so is one without scripts, which was not weighed", () => {
  const page = { page: "/", files: 3, gzip: 0, brotli: 0, own: BUDGET_BYTES };
  expect(faultsOf([page])).toEqual([]);
  expect(faultsOf([{ ...page, own: BUDGET_BYTES + 7 }])).toEqual([
    `/ is 7 bytes over the budget of ${BUDGET_BYTES}`,
  ]);
  expect(faultsOf([{ ...page, files: 0, own: -1 }])).toEqual(["/ loads no script at all"]);
});
