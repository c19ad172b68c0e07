import { describe, expect, test } from "vitest";
import { parseStoreSettings } from "#lib/settings/store-settings.ts";

const BUCKET = { AWS_S3_BUCKET_NAME: "frames", AWS_REGION: "eu-central-1" };
const KEYS = { AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" };
const LASTING = { accessKeyId: KEYS.AWS_ACCESS_KEY_ID, secretAccessKey: "secret" };
const ROLE = "arn:aws:iam::123456789012:role/livewall";
const BORROWED = { ...KEYS, AWS_ACCESS_KEY_ID: "ASIAIOSFODNN7EXAMPLE", AWS_SESSION_TOKEN: "token" };

function credentialsFrom(env: Readonly<Record<string, string>>) {
  const { credentials, vercelRole } = parseStoreSettings({ ...BUCKET, ...env });
  return { credentials, vercelRole };
}

describe("the credentials", () => {
  test.each([
    ["of the SDK's own chain, where none are set", {}, { credentials: null }],
    [
      "of the SDK's own chain, with a role elsewhere than on Vercel",
      { AWS_ROLE_ARN: ROLE },
      { credentials: null },
    ],
    ["that are set", KEYS, { credentials: LASTING }],
    [
      "that are borrowed, with their token",
      BORROWED,
      { credentials: { ...LASTING, accessKeyId: BORROWED.AWS_ACCESS_KEY_ID, sessionToken: "token" } },
    ],
    [
      "that last, without somebody else's token",
      { ...KEYS, AWS_SESSION_TOKEN: "token" },
      { credentials: LASTING },
    ],
    [
      "of another store on Vercel, without Vercel's own token",
      { ...KEYS, AWS_ACCESS_KEY_ID: "c0ffee", AWS_SESSION_TOKEN: "token", VERCEL: "1" },
      { credentials: { ...LASTING, accessKeyId: "c0ffee" } },
    ],
    [
      "of another store elsewhere, with their token",
      { ...KEYS, AWS_ACCESS_KEY_ID: "c0ffee", AWS_SESSION_TOKEN: "token" },
      { credentials: { ...LASTING, accessKeyId: "c0ffee", sessionToken: "token" } },
    ],
    [
      "of a role on Vercel, whatever keys Vercel itself has there",
      { ...BORROWED, AWS_ROLE_ARN: ROLE, VERCEL: "1" },
      { credentials: null, vercelRole: ROLE },
    ],
  ])("are those %s", (_, env, expected) => {
    expect(credentialsFrom(env)).toEqual({ vercelRole: undefined, ...expected });
  });

  test("are not those of something that is no role", () => {
    expect(() => credentialsFrom({ AWS_ROLE_ARN: "livewall" })).toThrow(
      "AWS_ROLE_ARN must be a role such as",
    );
  });
});
