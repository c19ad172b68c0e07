import { describe, expect, test } from "vitest";
import { cutSegment, decodePart, encodePart } from "#lib/model/segments.ts";

describe("a part", () => {
  test.each([
    ["a/b", "a%2Fb"],
    ["a,b=c", "a%2Cb%3Dc"],
    [".", "%2E"],
    ["..", "%2E%2E"],
    ["...", "..."],
    ["a..", "a.."],
  ])("%s is written as %s", (part, encoded) => {
    expect(encodePart(part)).toBe(encoded);
    expect(decodePart(encoded)).toBe(part);
  });

  test.each(["%zz", "%C3", "%"])("that is not percent-encoded is not read: %s", (encoded) => {
    expect(decodePart(encoded)).toBeNull();
  });
});

describe("a segment", () => {
  test("of 250 bytes stays whole, one of 251 is cut at 249", () => {
    expect(cutSegment("a".repeat(250))).toBe("a".repeat(250));
    expect(cutSegment("a".repeat(251))).toBe(`${"a".repeat(249)}=/aa`);
  });

  test("is cut between characters, however many bytes each has", () => {
    for (const letter of ["é", "漢", "🎥"]) {
      const encoded = encodeURIComponent(letter);
      const [first = ""] = cutSegment(`a${encoded.repeat(60)}`).split("/");
      expect(decodePart(first.slice(0, -1))).toBe(`a${letter.repeat(Math.floor(248 / encoded.length))}`);
    }
  });

  test("never ends in a folder that is a path: . or ..", () => {
    expect(cutSegment(`${"a".repeat(249)}..`)).toBe(`${"a".repeat(248)}=/a..`);
    expect(cutSegment(`${"a".repeat(250)}.`)).toBe(`${"a".repeat(249)}=/a.`);
    expect(cutSegment(`${"a".repeat(249)}...`)).toBe(`${"a".repeat(249)}=/...`);
    expect(cutSegment(".".repeat(500)).split("/").at(-1)).toBe("...");
  });
});
