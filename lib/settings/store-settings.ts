import type { Environment } from "./environment.ts";
import { isSet, parseTable, type Rule, type Values } from "./parse.ts";
import { STORE } from "./store-table.ts";

export type StoreSettings = {
  readonly bucket: string;
  readonly region: string;
  /** Null for AWS itself. */
  readonly endpoint: string | null;
  /** The endpoint for browsers; without it, the same. */
  readonly publicEndpoint?: string;
  /** Where the bucket is in addresses; without it, in the path of an endpoint, and in the host name of AWS. */
  readonly addressing?: "path" | "virtual";
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

export const STORE_RULES: readonly Rule[] = [
  (env) =>
    isSet(env, "AWS_REGION") || isSet(env, "AWS_ENDPOINT_URL_S3")
      ? null
      : "AWS_REGION is missing: the bucket's region, such as eu-central-1",
  (env) => {
    const isIdSet = isSet(env, "AWS_ACCESS_KEY_ID");
    if (isIdSet === isSet(env, "AWS_SECRET_ACCESS_KEY")) return null;
    const absent = isIdSet ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID";
    return `${absent} is missing: set both keys, or neither to use the machine's own role`;
  },
];

/** Reads the bucket and its credentials; all other settings may be wrong. @throws SettingsError */
export function parseStoreSettings(env: Environment): StoreSettings {
  return toStoreSettings(parseTable(STORE, env, STORE_RULES));
}

export function toStoreSettings(e: Values<typeof STORE>): StoreSettings {
  // Stores other than AWS reject the checksums that the SDK adds by default (aws-sdk-js-v3#6810).
  const checksums =
    e.S3_CHECKSUMS ?? (e.AWS_ENDPOINT_URL_S3 === undefined ? "when_supported" : "when_required");
  return {
    bucket: e.AWS_S3_BUCKET_NAME,
    region: e.AWS_REGION ?? "us-east-1",
    endpoint: e.AWS_ENDPOINT_URL_S3 ?? null,
    ...(e.S3_PUBLIC_ENDPOINT === undefined ? {} : { publicEndpoint: e.S3_PUBLIC_ENDPOINT }),
    ...(e.S3_ADDRESSING === undefined ? {} : { addressing: e.S3_ADDRESSING }),
    ...toCredentials(e),
    checksums: checksums === "when_supported" ? "WHEN_SUPPORTED" : "WHEN_REQUIRED",
  };
}

function toCredentials(e: Values<typeof STORE>): Pick<StoreSettings, "credentials" | "vercelRole"> {
  const isOnVercel = e.VERCEL === "1";
  // Vercel may have set keys of its own, which do not open the bucket.
  if (isOnVercel && e.AWS_ROLE_ARN !== undefined) return { credentials: null, vercelRole: e.AWS_ROLE_ARN };
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = e;
  if (accessKeyId === undefined || secretAccessKey === undefined) return { credentials: null };
  // Vercel's own token does not belong to the operator's keys, and permanent keys have none.
  const isForeign = accessKeyId.startsWith("AKIA") || (isOnVercel && !accessKeyId.startsWith("ASIA"));
  const sessionToken = isForeign ? undefined : e.AWS_SESSION_TOKEN;
  return {
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
  };
}
