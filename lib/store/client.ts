import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import type { StoreSettings } from "#lib/settings/store-settings.ts";

/**
 * Waiting times of one attempt, in ms: a line on which nothing moves is given up early enough for another attempt, one
 * that is slow is not. `throwOnRequestTimeout` makes the SDK keep them: without it, it only warns and a silent server
 * holds the call for ever. What a whole hook may take is the caller's signal.
 */
const TIMEOUTS = {
  connectionTimeout: 1_000,
  socketTimeout: 2_000,
  requestTimeout: 4_000,
  throwOnRequestTimeout: true,
};

/** Nobody waits for what is delivered from the spool: a slow line is better than none. */
export const DELIVERY_PATIENCE_MS = 12_000;

/** All feeds may post in the same instant; the SDK's own 50 sockets would queue them. */
const AGENT = { keepAlive: true, maxSockets: 200 };

/**
 * @param patienceMs what one attempt may take, for whoever has more of it than a hook
 * @param more for a bucket that is somebody else's
 */
export function createClient(
  settings: StoreSettings,
  patienceMs?: number,
  more: Pick<S3ClientConfig, "profile" | "followRegionRedirects"> = {},
): S3Client {
  const patient = patienceMs === undefined ? {} : { requestTimeout: patienceMs, socketTimeout: patienceMs };
  return new S3Client({
    ...more,
    region: settings.region,
    ...(settings.endpoint === null ? {} : { endpoint: settings.endpoint, forcePathStyle: true }),
    ...credentialsOf(settings),
    requestChecksumCalculation: settings.checksums,
    responseChecksumValidation: settings.checksums,
    requestHandler: { ...TIMEOUTS, ...patient, httpAgent: AGENT, httpsAgent: AGENT },
    maxAttempts: 3,
    // For bodies over 2 MB the SDK would ask first, on a new connection each time.
    expectContinueHeader: false,
  });
}

function credentialsOf({
  credentials,
  vercelRole,
  region,
}: StoreSettings): Pick<S3ClientConfig, "credentials"> {
  if (credentials !== null) return { credentials };
  if (vercelRole === undefined) return {};
  // Loaded when it is needed: nowhere else than on Vercel.
  const provider = import("@vercel/oidc-aws-credentials-provider").then(({ awsCredentialsProvider }) =>
    awsCredentialsProvider({ roleArn: vercelRole, roleSessionName: "livewall", clientConfig: { region } }),
  );
  return { credentials: async () => (await provider)() };
}
