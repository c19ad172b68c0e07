import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseListXml } from "#lib/store/list-xml.ts";

const TIME = "2026-11-24T02:00:00.123Z";
const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\r", "&#13;");
const content = (key: string, more = "") =>
  `<Contents><Key>${key}</Key><LastModified>${TIME}</LastModified>${more}</Contents>`;
const folder = (prefix: string) => `<CommonPrefixes><Prefix>${escaped(prefix)}</Prefix></CommonPrefixes>`;
const answer = (inside: string, count: number, more = "<IsTruncated>false</IsTruncated>") =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">` +
  `<Name>livewall</Name><Prefix>log/</Prefix><KeyCount>${count}</KeyCount>${more}${inside}</ListBucketResult>`;

describe("a list as S3 writes it", () => {
  test("is read, whatever is in its keys", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), (keys) => {
        const page = parseListXml(answer(keys.map((key) => content(escaped(key))).join(""), keys.length));
        expect(page?.Contents?.map(({ Key }) => Key)).toEqual(keys);
        expect(page).toMatchObject({ IsTruncated: false, KeyCount: keys.length });
      }),
    );
  });

  test("tells when each object came, and where to go on", () => {
    const more =
      "<IsTruncated>true</IsTruncated><NextContinuationToken>a&#x2F;b&#61;</NextContinuationToken>";
    const owner = "<ETag>&quot;1&quot;</ETag><Size>0</Size><Owner><ID>x</ID></Owner>";
    expect(parseListXml(answer(content("a", owner), 1, more))).toEqual({
      CommonPrefixes: [],
      Contents: [{ Key: "a", LastModified: new Date(TIME) }],
      IsTruncated: true,
      KeyCount: 1,
      NextContinuationToken: "a/b=",
    });
  });

  test("has what is below a delimiter as prefixes, which count as keys do", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), (prefixes) => {
        const parts = prefixes.map(folder).join("") + content("a");
        const page = parseListXml(answer(parts, prefixes.length + 1));
        expect(page?.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(prefixes);
        expect(page).toMatchObject({ KeyCount: prefixes.length + 1, Contents: [{ Key: "a" }] });
      }),
    );
  });

  test("of nothing is empty", () => {
    const empty = { CommonPrefixes: [], Contents: [], IsTruncated: false, KeyCount: 0 };
    expect(parseListXml(answer("", 0))).toEqual(empty);
  });
});

describe("left to a whole parser is", () => {
  test.each<[string, string]>([
    ["a page that is no list", "<!doctype html><title>Sign in</title>"],
    ["an error", "<Error><Code>AccessDenied</Code></Error>"],
    ["an empty answer", ""],
    ["one that counts other keys than it has", answer(content("a"), 2)],
    ["one that does not say whether it is all", answer(content("a"), 1, "")],
    ["one that is cut short without a way to go on", answer("", 0, "<IsTruncated>true</IsTruncated>")],
    ["one that ends in the middle", answer(content("a") + content("b"), 2).slice(0, -60)],
    ["one with a comment", answer(`<!-- <Contents> -->${content("a")}`, 1)],
    ["a key with an entity of its own", answer(content("a&middot;"), 1)],
    ["a key with an entity of no character", answer(content("a&#9999999;"), 1)],
    ["a key with other elements in it", answer(content("<b>a</b>"), 1)],
    ["an object without a key", answer(content("a").replace("<Key>a</Key>", "") + content("b"), 2)],
    ["a prefix with other elements in it", answer(folder("a").replace("a", "<b>a</b>"), 1)],
    ["two prefixes in one element", answer(folder("a").replace("a<", "a</Prefix><Prefix>b<"), 2)],
    ["a folder without its prefix", answer("<CommonPrefixes></CommonPrefixes>" + folder("b"), 2)],
    ["an object of no time", answer(content("a").replace(TIME, "yesterday"), 1)],
  ])("%s", (_, xml) => {
    expect(parseListXml(xml)).toBeNull();
  });

  test("anything else, and it throws nothing", () => {
    const part = fc.constantFrom(
      "<Contents>",
      "</Contents>",
      "<Key>",
      "</Key>",
      "&amp;",
      "&",
      "a",
      TIME,
      "<CommonPrefixes>",
      "</CommonPrefixes>",
      "<Prefix>",
      "</Prefix>",
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const page = parseListXml(answer(parts.join(""), 1));
        expect(page === null || page.KeyCount === 1).toBe(true);
      }),
    );
  });
});
