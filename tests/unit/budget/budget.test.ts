import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { BUDGET_BYTES, findFaults, listScripts, weigh } from "../../../scripts/budget/weight.ts";

const PAGE = `<link rel="preload" href="/a.js" as="script"/><link rel="stylesheet" href="/a.css"/>
<script src="/b.js?x" async=""></script><script src="/old.js" noModule=""></script>
<script>inline()</script><script src="/a.js"></script>`;

test("lists the scripts that a current browser loads, each once", () => {
  expect(listScripts(PAGE).toSorted()).toEqual(["/a.js", "/b.js?x"]);
});

test("weighs scripts compressed", async () => {
  const body = Buffer.from("a script ".repeat(100));
  const { files, gzip, brotli } = await weigh(PAGE, () => Promise.resolve(body));
  expect({ files, gzip }).toEqual({ files: 2, gzip: 2 * gzipSync(body).length });
  expect(brotli).toBeLessThan(gzip);
});

test("finds pages over the budget and pages without scripts", () => {
  const page = { page: "/", files: 3, gzip: 0, brotli: 0, own: BUDGET_BYTES };
  expect(findFaults([page])).toEqual([]);
  expect(findFaults([{ ...page, own: BUDGET_BYTES + 7 }])).toEqual([
    `/ is 7 bytes over the budget of ${BUDGET_BYTES}`,
  ]);
  expect(findFaults([{ ...page, files: 0, own: -1 }])).toEqual(["/ loads no script at all"]);
});
