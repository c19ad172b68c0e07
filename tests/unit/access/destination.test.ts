import fc from "fast-check";
import { expect, test } from "vitest";
import { addressOf, destinationOf, doorTo } from "#lib/access/destination.ts";

test.each([
  ["/", "/"],
  ["/?q=stage", "/?q=stage"],
  ["/wall?q=stage&size=l", "/wall?q=stage&size=l"],
  ["/feed?stream=a%2Fb&at=2026-11-23T15:00:00.000Z", "/feed?stream=a%2Fb&at=2026-11-23T15:00:00.000Z"],
  ["/feed?stream=a/東", "/feed?stream=a/%E6%9D%B1"],
  ["/wall?q=//evil.example", "/wall?q=//evil.example"],
  ["/wall#part", "/wall"],
  ["/feed/../wall", "/wall"],
])("%s leads to %s", (text, to) => {
  expect(destinationOf(text)).toBe(to);
});

test.each([
  "",
  "wall",
  "feed?stream=a/b",
  "//evil.example",
  "//evil.example/wall",
  "//wall.invalid/wall",
  "/\\evil.example/wall",
  "/\\wall.invalid/wall",
  "\\\\evil.example/wall",
  "/\t/evil.example/wall",
  "/\n/evil.example/wall",
  "\t//evil.example/wall",
  " /wall",
  "https:",
  "https:/wall",
  "https://evil.example/wall",
  "https://wall.invalid/wall",
  "javascript:alert(1)",
  "%2f%2fevil.example",
  "/%2f%2fevil.example",
  "/%2fevil.example/wall",
  "/.//evil.example",
  "/@evil.example/wall",
  "/wall/",
  "/wall/more",
  "/WALL",
  "/join",
  "/embed?stream=a/b",
  "/api/feeds",
  "/api/leave",
  `/wall?q=${"x".repeat(1_993)}`,
])("%j leads to the wall", (text) => {
  expect(destinationOf(text)).toBe("/");
});

test("2,000 characters are read", () => {
  const longest = `/wall?q=${"x".repeat(1_992)}`;
  expect(destinationOf(longest)).toBe(longest);
});

test("nothing leads to another site, nor to another page, nor breaks a header", () => {
  const piece = fc.constantFrom(
    ..."/ \\ // : ? # @ . .. % %2f %5c \t \r \n \0 wall feed api join https evil.example wall.invalid é 東".split(
      " ",
    ),
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((parts) => parts.join("")),
    fc.string(),
  );
  fc.assert(
    fc.property(text, fc.constantFrom("", "/", "/feed?", "/wall?"), (rest, start) => {
      const to = destinationOf(start + rest);
      expect(to).toMatch(/^\/(feed|wall)?(\?[\x21-\x7e]*)?$/);
      expect(new URL(to, "https://ours.example").origin).toBe("https://ours.example");
      expect(destinationOf(to)).toBe(to);
    }),
  );
});

test("the door leads on to where one was going, and says no more than that", () => {
  expect(doorTo("/")).toBe("/join");
  expect(doorTo("/?")).toBe("/join");
  expect(doorTo("//evil.example")).toBe("/join");
  expect(doorTo("/wall?q=a&b=c")).toBe("/join?to=%2Fwall%3Fq%3Da%26b%3Dc");
  expect(doorTo("/", "refused")).toBe("/join?refused");
  expect(doorTo("/wall", "refused")).toBe("/join?refused&to=%2Fwall");
});

test("the address of a page is what was asked for", () => {
  expect(addressOf("/", {})).toBe("/?");
  expect(addressOf("/feed", { stream: "a/b c", at: undefined, tag: ["x", "y"] })).toBe(
    "/feed?stream=a%2Fb+c&tag=x&tag=y",
  );
});
