import { describe, expect, test } from "vitest";
import { newAccessKey } from "#lib/access/key.ts";
import { parseHookSettings } from "#lib/settings/settings.ts";
import { listFaults, parse, type Env } from "./valid.ts";

const KEY = newAccessKey("now");
const bytes = (count: number) =>
  Buffer.from(Array.from({ length: count }, (_, n) => n * 7)).toString("base64");
const gated = (ACCESS_KEYS: string | undefined, more: Env = {}) => ({
  ACCESS: "gated",
  ACCESS_KEYS,
  ...more,
});

describe("access", () => {
  test.each<[string, Env]>([
    ["nothing", { ACCESS: undefined }],
    ["a blank", { ACCESS: " " }],
    ["an unknown word", { ACCESS: "private" }],
    ["another case", { ACCESS: "Public" }],
    ["gated without keys", gated(undefined)],
    ["gated with blank keys", gated("   ")],
    ["gated with an empty key", gated(`${KEY},`)],
    ["gated with a key of 31 bytes", gated(`now:${bytes(31)}`)],
    ["gated with a truncated key", gated(KEY.slice(0, -1))],
    ["gated with one weak key of two", gated(`${KEY},old:b25l`)],
    ["gated with two keys of one id", gated(`${KEY},${newAccessKey("now")}`)],
    ["public with malformed keys", { ACCESS_KEYS: "now:b25l" }],
    ["other names", { ACCESS: undefined, AUTH_SECRET: bytes(32), PUBLIC: "1", NODE_ENV: "test" }],
  ])("rejects %s", (_, env) => {
    expect(listFaults(() => parse(env))).toEqual([expect.stringMatching(/^ACCESS(_KEYS)? /)]);
  });

  test("reports a weak key by its number only", () => {
    const faults = listFaults(() => parse(gated(`${KEY},old:aHVudGVyMg==`))).join();
    expect(faults).toContain("number 2");
    expect(faults).not.toMatch(/aHVudGVyMg|now:[A-Za-z0-9+/]/);
  });

  test.each([
    ["a whole link", "https://wall.example.com/join#eyJhbGciOi.eyJzdHJlYW1zIjoi.c2lnbmF0dXJl"],
    ["ids separated by blanks", "one two"],
    ["quotes", 'one,"two"'],
    ["a trailing comma", "one,"],
    ["an id that is too long", "a".repeat(65)],
  ])("rejects %s for ids of revoked links, without the value", (_, text) => {
    const [fault = "", ...others] = listFaults(() => parse(gated(KEY, { ACCESS_REVOKED: text })));
    expect(others).toEqual([]);
    expect(fault).toMatch(/^ACCESS_REVOKED (has an entry, number 2, that )?is not the id of a link/);
    expect(fault).not.toContain(text);
  });

  test("takes several keys, the first of which signs, and revoked links", () => {
    const { access } = parse(gated(`${KEY}, ${newAccessKey("before")}`, { ACCESS_REVOKED: "one, two" }));
    if (access.mode !== "gated") throw new Error("not gated");
    expect(access.keys.map(({ id }) => id)).toEqual(["now", "before"]);
    expect(access.keys[0].secret).toHaveLength(32);
    expect([...access.revoked]).toEqual(["one", "two"]);
  });

  test("is not required for a process that only receives", () => {
    const env = { WEBHOOK_SECRET: "b25l", AWS_S3_BUCKET_NAME: "frames", AWS_REGION: "eu-central-1" };
    expect(parseHookSettings(env).store.bucket).toBe("frames");
  });
});
