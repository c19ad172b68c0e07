import { expect, test } from "vitest";
import { findOwnOrigin } from "#lib/http/link-preview.ts";

const origin = (headers: Record<string, string>) => findOwnOrigin(new Headers(headers))?.origin ?? null;

test.each<[Record<string, string>, string | null]>([
  [{ host: "localhost:3000" }, "http://localhost:3000"],
  [
    { host: "10.0.0.1", "x-forwarded-host": "wall.example.com", "x-forwarded-proto": "https" },
    "https://wall.example.com",
  ],
  [
    { host: "a", "x-forwarded-host": "one.example, two.example", "x-forwarded-proto": "https,http" },
    "https://one.example",
  ],
  [{}, null],
  [{ host: "evil/../x" }, null],
  [{ host: 'a"><script>' }, null],
  [{ host: "user@a" }, null],
  [{ host: "a", "x-forwarded-proto": "javascript" }, null],
])("finds the origin in %j: %s", (headers, expected) => {
  expect(origin(headers)).toBe(expected);
});
