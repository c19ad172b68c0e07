import { expect, test } from "vitest";
import { toSnippet } from "#components/stream/snippet.ts";

const WIDE = 16 / 9;
const address = "https://wall.example/embed?stream=a%2Fb&source=left";

test.each([
  ["a size, with room for its label", 480, WIDE, 'width="480" height="298" style="border:0"'],
  ["the height of a portrait picture", 320, 9 / 16, 'width="320" height="597" style="border:0"'],
  ["the width of its place", null, WIDE, 'style="width:100%;aspect-ratio:1.7778;border:0"'],
] as const)("an embedded picture has %s", (_, width, aspect, size) => {
  expect(toSnippet(address, "Stage", width, aspect)).toBe(
    `<iframe src="https://wall.example/embed?stream=a%2Fb&amp;source=left" title="Stage" ${size} loading="lazy"></iframe>`,
  );
});

test("a name stays within its attribute", () => {
  expect(toSnippet(address, '"><script> & co', null, WIDE)).toContain('title="&quot;>&lt;script> &amp; co"');
});
