import { describe, expect, test } from "vitest";
import { newAccessKey } from "#lib/access/key.ts";
import { SettingsError } from "#lib/settings/faults.ts";
import { parseHookSettings, parseSettings } from "#lib/settings/settings.ts";

const VALID = { WEBHOOK_SECRET: "b25l", AWS_S3_BUCKET_NAME: "frames", AWS_REGION: "eu-central-1" };
const KEY = newAccessKey("now");
const bytes = (count: number) =>
  Buffer.from(Array.from({ length: count }, (_, n) => n * 7)).toString("base64");

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    parseSettings({ ...VALID, ...env });
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
}

describe("who may see the wall", () => {
  test.each<[string, Record<string, string>]>([
    ["that nobody chose", {}],
    ["that is blank", { ACCESS: " " }],
    ["of an unknown word", { ACCESS: "private" }],
    ["of another case", { ACCESS: "Public" }],
    ["gated without keys", { ACCESS: "gated" }],
    ["gated with blank keys", { ACCESS: "gated", ACCESS_KEYS: "" }],
    ["gated with blanks for keys", { ACCESS: "gated", ACCESS_KEYS: "   " }],
    ["gated with a comma for keys", { ACCESS: "gated", ACCESS_KEYS: "," }],
    ["gated with a key without an id", { ACCESS: "gated", ACCESS_KEYS: bytes(32) }],
    ["gated with an id without a key", { ACCESS: "gated", ACCESS_KEYS: "now:" }],
    ["gated with a key of 31 bytes", { ACCESS: "gated", ACCESS_KEYS: `now:${bytes(31)}` }],
    ["gated with zeros", { ACCESS: "gated", ACCESS_KEYS: `now:${Buffer.alloc(32).toString("base64")}` }],
    [
      "gated with a phrase",
      { ACCESS: "gated", ACCESS_KEYS: "now:correct horse battery staple correct horse" },
    ],
    ["gated with a cut key", { ACCESS: "gated", ACCESS_KEYS: KEY.slice(0, -1) }],
    ["gated with one weak key of two", { ACCESS: "gated", ACCESS_KEYS: `${KEY},old:b25l` }],
    ["gated with two keys of one name", { ACCESS: "gated", ACCESS_KEYS: `${KEY},${newAccessKey("now")}` }],
    ["public with keys that are none", { ACCESS: "public", ACCESS_KEYS: "now:b25l" }],
    ["by other names", { AUTH_SECRET: bytes(32), PUBLIC: "1", NODE_ENV: "test" }],
  ])("%s: the process does not start", (_, env) => {
    expect(faultsOf(env)).toEqual([expect.stringMatching(/^ACCESS(_KEYS)? /)]);
  });

  test("and no key is in what is said of it", () => {
    const faults = faultsOf({ ACCESS: "gated", ACCESS_KEYS: `${KEY},old:aHVudGVyMg==` }).join();
    expect(faults).toContain("number 2");
    expect(faults).not.toMatch(/aHVudGVyMg|now:[A-Za-z0-9+/]/);
  });

  test.each([
    ["a whole link", "https://wall.example.com/join#eyJhbGciOi.eyJzdHJlYW1zIjoi.c2lnbmF0dXJl", 1],
    ["a token", "eyJhbGciOi.eyJzdHJlYW1zIjoi.c2lnbmF0dXJl", 1],
    ["ids with blanks between them", "one two", 1],
    ["ids with semicolons between them", "one;two", 1],
    ["ids in quotes", 'one,"two"', 2],
    ["nothing behind a comma", "one,", 2],
    ["more than an id has", "a".repeat(65), 1],
  ])(
    "what is to withdraw links and is %s, not their ids, does not start and is not told",
    (_, text, entry) => {
      const faults = faultsOf({ ACCESS: "gated", ACCESS_KEYS: KEY, ACCESS_REVOKED: text });
      expect(faults).toEqual([
        `ACCESS_REVOKED has an entry, number ${entry}, that is no link's id: take the one that npm run livewall -- share printed beside the link`,
      ]);
    },
  );

  test("gated: several keys, the first of which signs, and links that were withdrawn", () => {
    const { access } = parseSettings({
      ...VALID,
      ACCESS: "gated",
      ACCESS_KEYS: `${KEY}, ${newAccessKey("before")}`,
      ACCESS_REVOKED: "one, two",
    });
    if (access.mode !== "gated") throw new Error("not gated");
    expect(access.keys.map(({ id }) => id)).toEqual(["now", "before"]);
    expect(access.keys[0].secret).toHaveLength(32);
    expect([...access.revoked]).toEqual(["one", "two"]);
  });

  test("is no matter to a process that only receives", () => {
    expect(parseHookSettings(VALID).store.bucket).toBe("frames");
  });
});
