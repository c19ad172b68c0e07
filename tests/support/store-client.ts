import type { S3Client } from "@aws-sdk/client-s3";
import type { StoreSettings } from "#lib/settings/store-settings.ts";
import { openStore, type StoreOptions } from "#lib/store/s3-store.ts";
import type { Store } from "#lib/store/store.ts";
import type { StoreEnv } from "../../scripts/local-store/local-store.ts";
import { s3Client } from "../../scripts/local-store/s3-client.ts";

/** The store under test, as the raw SDK sees it. */
export function storeClient(): { client: S3Client; bucket: string } {
  const env = testStoreEnv();
  return { client: s3Client(env), bucket: env.AWS_S3_BUCKET_NAME };
}

/** The store under test, as settings name it. */
export function storeSettings(): StoreSettings {
  const env = testStoreEnv();
  return {
    bucket: env.AWS_S3_BUCKET_NAME,
    region: env.AWS_REGION,
    endpoint: env.AWS_ENDPOINT_URL_S3,
    credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: env.AWS_SECRET_ACCESS_KEY },
    checksums: "WHEN_REQUIRED",
  };
}

/** The settings by which the command line reaches the store under test. */
export function accessTo() {
  const { AWS_ENDPOINT_URL_S3, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = testStoreEnv();
  return { AWS_ENDPOINT_URL_S3, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY };
}

/** A store of its own, with a client and a clock of its own. */
export function storeWith(overrides: Partial<StoreSettings> = {}, options: StoreOptions = {}): Store {
  return openStore({ ...storeSettings(), ...overrides }, options);
}

/** The store that start-store.ts or scripts/test has put into the environment. */
function testStoreEnv(): StoreEnv {
  return {
    AWS_ENDPOINT_URL_S3: setting("AWS_ENDPOINT_URL_S3"),
    AWS_S3_BUCKET_NAME: setting("AWS_S3_BUCKET_NAME"),
    AWS_REGION: setting("AWS_REGION"),
    AWS_ACCESS_KEY_ID: setting("AWS_ACCESS_KEY_ID"),
    AWS_SECRET_ACCESS_KEY: setting("AWS_SECRET_ACCESS_KEY"),
  };
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined)
    throw new Error(`${name} is not set: tests/support/start-store.ts should have set it.`);
  return value;
}
