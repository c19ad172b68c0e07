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
  ["/%2e%2e/wall", "/%2e%2e/wall", ""],
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
])("%s is no address", (target) => {
  expect(parseTarget(target)).toBeNull();
});
