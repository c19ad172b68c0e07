import type { z } from "zod";
import type { Environment } from "./environment.ts";
import { describeIssue, faultsBetween, SettingsError } from "./faults.ts";
import { storeEnvironment } from "./schema.ts";

export type StoreSettings = {
  readonly bucket: string;
  readonly region: string;
  /** Null for AWS itself. */
  readonly endpoint: string | null;
  /** Null to use the SDK's own chain: roles, profiles, web identity. */
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  } | null;
  /** On Vercel, the role that its token for this deployment is exchanged for. */
  readonly vercelRole?: string;
  readonly checksums: "WHEN_REQUIRED" | "WHEN_SUPPORTED";
};

/** What names the bucket and opens it, whatever else is set. @throws SettingsError with all that is wrong of it */
export function parseStoreSettings(env: Environment): StoreSettings {
  const parsed = storeEnvironment.safeParse(env);
  const faults = [...(parsed.error?.issues ?? []).map(describeIssue), ...faultsBetween(env)];
  if (!parsed.success || faults.length > 0) throw new SettingsError(faults);
  return storeOf(parsed.data);
}

export function storeOf(e: z.infer<typeof storeEnvironment>): StoreSettings {
  return {
    bucket: e.AWS_S3_BUCKET_NAME,
    region: e.AWS_REGION ?? "us-east-1",
    endpoint: e.AWS_ENDPOINT_URL_S3 ?? null,
    ...credentialsOf(e),
    // Other stores than AWS refuse the checksums that the SDK adds by default (aws-sdk-js-v3#6810).
    checksums:
      e.S3_CHECKSUMS === "when_supported" ||
      (e.S3_CHECKSUMS === undefined && e.AWS_ENDPOINT_URL_S3 === undefined)
        ? "WHEN_SUPPORTED"
        : "WHEN_REQUIRED",
  };
}

function credentialsOf(
  e: z.infer<typeof storeEnvironment>,
): Pick<StoreSettings, "credentials" | "vercelRole"> {
  const isOnVercel = e.VERCEL === "1";
  // There may be keys of Vercel's own in the environment, which open nothing.
  if (isOnVercel && e.AWS_ROLE_ARN !== undefined) return { credentials: null, vercelRole: e.AWS_ROLE_ARN };
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = e;
  if (accessKeyId === undefined || secretAccessKey === undefined) return { credentials: null };
  // A token of Vercel's own does not go with the keys of a user, nor any token with keys that last.
  const isForeign = accessKeyId.startsWith("AKIA") || (isOnVercel && !accessKeyId.startsWith("ASIA"));
  const sessionToken = isForeign ? undefined : e.AWS_SESSION_TOKEN;
  return {
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
  };
}
