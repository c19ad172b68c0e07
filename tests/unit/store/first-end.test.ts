import { expect, test } from "vitest";
import { findFirstEnd } from "#lib/store/presign.ts";

const at = (date: string, seconds: number, and: string) =>
  `https://s3/a.webp?X-Amz-Algorithm=A${and}X-Amz-Date=${date}${and}X-Amz-Expires=${seconds}${and}X-Amz-Signature=0f`;

test.each(["&", "&amp;", "\\u0026"])("finds the first end of the URLs of a page that writes %s", (and) => {
  const page = [at("20261129T214500Z", 1_800, and), at("20261129T215000Z", 600, and)].join(" ");
  expect(findFirstEnd(page)).toBe(Date.UTC(2026, 10, 29, 22, 0));
});

test("a page without URLs has no end", () => {
  expect(findFirstEnd("<p>No stream</p>")).toBe(Infinity);
});

test("a URL that does not say its end has ended", () => {
  expect(findFirstEnd(`${at("20261129T214500Z", 1_800, "&")} https://s3/b?X-Amz-Signature=0f`)).toBe(0);
});
