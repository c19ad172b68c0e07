import { expect, test } from "vitest";
import { parseTarget } from "#lib/server/target.ts";

test.each([
  ["/", "/", ""],
  ["/?q=a%20b", "/", "q=a+b"],
  ["/wall/", "/wall", ""],
  ["/feed?stream=a/b?c", "/feed", "stream=a%2Fb%3Fc"],
  ["/feed?a=1#b", "/feed", "a=1"],
  ["http://wall.example.com/api/feeds?since=1", "/api/feeds", "since=1"],
  ["https://wall.example.com", "/", ""],
  ["/.well-known/security.txt", "/.well-known/security.txt", ""],
  ["/feed?stream=a/../b", "/feed", "stream=a%2F..%2Fb"],
  [undefined, "/", ""],
])("%s is the address %s with %s", (target, path, parameters) => {
  const found = parseTarget(target);
  expect(found?.path).toBe(path);
  expect(found?.parameters.toString()).toBe(parameters);
});

test.each([
  "*",
  "//evil.example",
  "/a//b",
  "/\\evil.example",
  "http:///a",
  "http://a//b",
  "example.com:443",
  "javascript:1",
  "/./api/health",
  "/wall/../api/feeds",
  "/%2e%2E/wall",
  "/wall/.%2e",
  "http://a/..",
])("%s is no address", (target) => {
  expect(parseTarget(target)).toBeNull();
});
