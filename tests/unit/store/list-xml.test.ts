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
const withoutCount = (xml: string) => xml.replace(/<KeyCount>\d+<\/KeyCount>/, "");

describe("a list of S3", () => {
  test("parses any key and folder", () => {
    const character = fc.integer({ min: 0, max: 0xd7ff }).map((code) => String.fromCodePoint(code));
    const names = fc.array(
      fc.string({ unit: fc.oneof(character, fc.constantFrom("&", "<", ">", "\r", "🎥")) }),
    );
    fc.assert(
      fc.property(names, names, (keys, folders) => {
        const inside = [...folders.map(folder), ...keys.map((key) => content(escaped(key)))].join("");
        const page = parseListXml(answer(inside, keys.length + folders.length));
        expect(page?.objects.map(({ key }) => key)).toEqual(keys);
        expect(page).toMatchObject({ folders, next: null });
      }),
    );
  });

  test("need not count its keys (cloudserver#1737)", () => {
    const page = parseListXml(withoutCount(answer(content("a") + folder("b/"), 2)));
    expect(page).toMatchObject({ objects: [{ key: "a" }], folders: ["b/"], next: null });
  });

  test("has the time of each object and the token of the next page", () => {
    const more =
      "<IsTruncated>true</IsTruncated><NextContinuationToken>a&#x2F;b&#61;</NextContinuationToken>";
    const owner = "<ETag>&quot;1&quot;</ETag><Size>0</Size><Owner><ID>x</ID></Owner>";
    expect(parseListXml(answer(content("a", owner), 1, more))).toEqual({
      objects: [{ key: "a", storedAt: Date.parse(TIME) }],
      folders: [],
      next: "a/b=",
    });
  });
});

describe("a general parser is needed for", () => {
  test.each<[string, string]>([
    ["an error", "<Error><Code>AccessDenied</Code></Error>"],
    ["a wrong count of keys", answer(content("a"), 2)],
    ["a list without IsTruncated", answer(content("a"), 1, "")],
    ["a truncated list without a token", answer("", 0, "<IsTruncated>true</IsTruncated>")],
    ["a list that ends in the middle", answer(content("a") + content("b"), 2).slice(0, -60)],
    [
      "a list that ends behind an object",
      withoutCount(answer(content("a"), 1)).replace("</ListBucketResult>", ""),
    ],
    ["a comment", answer(`<!-- <Contents> -->${content("a")}`, 1)],
    ["an unknown entity", answer(content("a&middot;"), 1)],
    ["an entity of no character", answer(content("a&#9999999;"), 1)],
    ["a key with elements in it", answer(content("<b>a</b>"), 1)],
    ["an object without a key", answer(content("a").replace("<Key>a</Key>", "") + content("b"), 2)],
    ["a prefix with elements in it", answer(folder("a").replace("a", "<b>a</b>"), 1)],
    ["two prefixes in one element", answer(folder("a").replace("a<", "a</Prefix><Prefix>b<"), 2)],
    ["a folder without its prefix", answer("<CommonPrefixes></CommonPrefixes>" + folder("b"), 2)],
    ["an object without a time", answer(content("a").replace(TIME, "yesterday"), 1)],
  ])("%s", (_, xml) => {
    expect(parseListXml(xml)).toBeNull();
  });

  test("anything else, and nothing throws", () => {
    const names = ["Contents", "Key", "CommonPrefixes", "Prefix"];
    const tags = names.flatMap((name) => [`<${name}>`, `</${name}>`]);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...tags, "&amp;", "&", "a", TIME)), (parts) => {
        const page = parseListXml(answer(parts.join(""), 1));
        expect(page === null || page.objects.length + page.folders.length === 1).toBe(true);
      }),
    );
  });
});
