import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { listScripts } from "../../../scripts/shared/list-scripts.ts";
import { findFaults, PAGE_BYTES, toPageWeight, toPartWeight, weigh } from "../../../scripts/budget/weight.ts";

const body = Buffer.from("a script ".repeat(100));
const bytes = gzipSync(body).length;

const PAGE = `<link rel="preload" href="/a.js" as="script"/><link rel="stylesheet" href="/a.css"/>
<script src="/b.js?x" async=""></script><script src="/old.js" noModule=""></script>
<script>inline()</script><script src="/a.js"></script>`;

test("lists the scripts that a current browser loads, each once", () => {
  expect(listScripts(PAGE).toSorted()).toEqual(["/a.js", "/b.js?x"]);
});

test("weighs scripts compressed", () => {
  const { files, gzip, brotli } = weigh([body, body]);
  expect({ files, gzip }).toEqual({ files: 2, gzip: 2 * bytes });
  expect(brotli).toBeLessThan(gzip);
});

test("weighs a page above an empty one, and a part by itself", () => {
  const empty = weigh([body]);
  expect(toPageWeight("/", [body, body, body], empty).own).toBe(2 * bytes);
  expect(toPartWeight("zoom", [body]).own).toBe(bytes);
});

test("finds what is over its budget or loads no scripts", () => {
  const page = { name: "/", files: 3, gzip: 0, brotli: 0, own: PAGE_BYTES, limit: PAGE_BYTES };
  expect(findFaults([page])).toEqual([]);
  expect(findFaults([{ ...page, own: PAGE_BYTES + 7 }])).toEqual([
    `/ is 7 bytes over the budget of ${PAGE_BYTES}`,
  ]);
  expect(findFaults([{ ...page, files: 0, own: -1 }])).toEqual(["/ loads no script at all"]);
});
