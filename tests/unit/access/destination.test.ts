import fc from "fast-check";
import { expect, test } from "vitest";
import { toAddress, parseDestination, toJoinPage } from "#lib/access/destination.ts";
import { MAX_ADDRESS_LENGTH } from "#lib/model/parameters.ts";

test.each([
  ["/", "/"],
  ["/?q=stage", "/?q=stage"],
  ["/wall?size=large&q=stage&utm_source=x", "/wall?q=stage&size=420"],
  ["/feed?stream=a%2Fb&at=2026-11-23T15:00:00.000Z", "/feed?stream=a%2Fb&at=2026-11-23T15:00:00.000Z"],
  ["/feed?stream=a/東", "/feed?stream=a%2F%E6%9D%B1"],
  ["/wall?q=//evil.example", "/wall?q=%2F%2Fevil.example"],
  ["/compare?tile=a/b&x", "/compare?tile=a%2Fb"],
  ["/wall#part", "/wall"],
  ["/feed/../wall", "/wall"],
])("leads %s to %s", (text, to) => {
  expect(parseDestination(text)).toBe(to);
});

test.each([
  "",
  "//evil.example/wall",
  "//wall.invalid/wall",
  "/\\evil.example/wall",
  "/\\wall.invalid/wall",
  "/\t/evil.example/wall",
  "/\n/evil.example/wall",
  " /wall",
  "https://evil.example/wall",
  "https://wall.invalid/wall",
  "/%2fevil.example/wall",
  "/wall/",
  "/join",
  "/embed?stream=a/b",
])("leads %j to the wall", (text) => {
  expect(parseDestination(text)).toBe("/");
});

test("reads 3,000 characters, and leads to fewer", () => {
  const longest = `/wall?q=${"x".repeat(2_992)}`;
  expect([longest, `${longest}x`].map(parseDestination)).toEqual([`/wall?q=${"x".repeat(200)}`, "/"]);
});

test("never leads to another site or page, and never breaks a header", () => {
  const words =
    "/ \\ // : ? # @ . .. % %2f %5c \t \r \n \0 wall feed api https evil.example wall.invalid é 東";
  const piece = fc.constantFrom(...words.split(" "));
  const text = fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, fc.constantFrom("", "/", "/feed?", "/wall?"), (rest, start) => {
      const to = parseDestination(start + rest);
      expect(to).toMatch(/^\/(feed|wall)?(\?[\x21-\x7e]*)?$/);
      expect(new URL(to, "https://ours.example").origin).toBe("https://ours.example");
      expect(to.length).toBeLessThanOrEqual(MAX_ADDRESS_LENGTH);
      expect(parseDestination(to)).toBe(to);
    }),
  );
});

test("makes the address of the join page", () => {
  expect(toJoinPage("/")).toBe("/join");
  expect(toJoinPage("/?")).toBe("/join");
  expect(toJoinPage("//evil.example")).toBe("/join");
  expect(toJoinPage("/wall?q=a&size=small")).toBe("/join?to=%2Fwall%3Fq%3Da%26size%3D140");
  expect(toJoinPage("/", "refused")).toBe("/join?refused");
  expect(toJoinPage("/wall", "refused")).toBe("/join?refused&to=%2Fwall");
});

test("makes the address of a requested page", () => {
  expect(toAddress("/", {})).toBe("/?");
  expect(toAddress("/feed", { stream: "a/b c", at: undefined, tag: ["x", "y"] })).toBe(
    "/feed?stream=a%2Fb+c&tag=x&tag=y",
  );
});
