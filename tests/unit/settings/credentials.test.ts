import { expect, test } from "vitest";
import { parse } from "./valid.ts";

const KEYS = { AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" };
const PERMANENT = { accessKeyId: KEYS.AWS_ACCESS_KEY_ID, secretAccessKey: "secret" };
const ROLE = "arn:aws:iam::123456789012:role/livewall";
const TEMPORARY = { ...KEYS, AWS_ACCESS_KEY_ID: "ASIAIOSFODNN7EXAMPLE", AWS_SESSION_TOKEN: "token" };
const FOREIGN = { ...KEYS, AWS_ACCESS_KEY_ID: "c0ffee", AWS_SESSION_TOKEN: "token" };

test.each<[string, Record<string, string>, object]>([
  ["the SDK's own chain without keys", {}, { credentials: null }],
  ["the SDK's own chain for a role outside Vercel", { AWS_ROLE_ARN: ROLE }, { credentials: null }],
  ["the keys", KEYS, { credentials: PERMANENT }],
  [
    "temporary keys with their token",
    TEMPORARY,
    { credentials: { ...PERMANENT, accessKeyId: TEMPORARY.AWS_ACCESS_KEY_ID, sessionToken: "token" } },
  ],
  [
    "permanent keys without a foreign token",
    { ...KEYS, AWS_SESSION_TOKEN: "token" },
    { credentials: PERMANENT },
  ],
  [
    "keys of another store on Vercel without Vercel's token",
    { ...FOREIGN, VERCEL: "1" },
    { credentials: { ...PERMANENT, accessKeyId: "c0ffee" } },
  ],
  [
    "keys of another store with their token",
    FOREIGN,
    { credentials: { ...PERMANENT, accessKeyId: "c0ffee", sessionToken: "token" } },
  ],
  [
    "the role on Vercel instead of its keys",
    { ...TEMPORARY, AWS_ROLE_ARN: ROLE, VERCEL: "1" },
    { credentials: null, vercelRole: ROLE },
  ],
])("uses %s", (_, env, expected) => {
  const { credentials, vercelRole } = parse(env).store;
  expect({ credentials, vercelRole }).toEqual({ vercelRole: undefined, ...expected });
});

test("rejects a role that is no ARN", () => {
  expect(() => parse({ AWS_ROLE_ARN: "livewall" })).toThrow("AWS_ROLE_ARN must be a role such as");
});
