import { GetObjectCommand, S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { StoreSettings } from "#lib/settings/store-settings.ts";

/**
 * Limits of one attempt, in ms: a line on which nothing moves is given up early enough for another attempt, a slow one is
 * not. `throwOnRequestTimeout` makes the SDK keep them: without it, it only warns and a silent server holds the call for
 * ever. The caller's signal limits a whole hook.
 */
const TIMEOUTS = {
  connectionTimeout: 1_000,
  socketTimeout: 2_000,
  requestTimeout: 4_000,
  throwOnRequestTimeout: true,
};

/** For deliveries from the spool: no answer waits for them, so a slow line is better than none. */
export const DELIVERY_TIMEOUT_MS = 12_000;

/** All feeds may post in the same instant; the SDK's own 50 sockets would queue them. */
const AGENT = { keepAlive: true, maxSockets: 200 };

export type ClientOptions = Pick<S3ClientConfig, "profile" | "followRegionRedirects"> & {
  /** What one attempt may take, for callers with more time than a hook. */
  readonly timeoutMs?: number | undefined;
};

export function createClient(
  settings: StoreSettings,
  { timeoutMs, ...config }: ClientOptions = {},
): S3Client {
  const longer = timeoutMs === undefined ? {} : { requestTimeout: timeoutMs, socketTimeout: timeoutMs };
  const { endpoint, addressing = endpoint === null ? "virtual" : "path" } = settings;
  return new S3Client({
    ...config,
    region: settings.region,
    ...(endpoint === null ? {} : { endpoint }),
    forcePathStyle: addressing === "path",
    ...toCredentials(settings),
    requestChecksumCalculation: settings.checksums,
    responseChecksumValidation: settings.checksums,
    requestHandler: { ...TIMEOUTS, ...longer, httpAgent: AGENT, httpsAgent: AGENT },
    maxAttempts: 3,
    // For bodies over 2 MB the SDK would ask first, on a new connection each time.
    expectContinueHeader: false,
  });
}

function toCredentials({
  credentials,
  vercelRole,
  region,
}: StoreSettings): Pick<S3ClientConfig, "credentials"> {
  if (credentials !== null) return { credentials };
  if (vercelRole === undefined) return {};
  // Loaded on Vercel alone.
  const provider = import("@vercel/oidc-aws-credentials-provider").then(({ awsCredentialsProvider }) =>
    awsCredentialsProvider({ roleArn: vercelRole, roleSessionName: "livewall", clientConfig: { region } }),
  );
  return { credentials: async () => (await provider)() };
}

/** A client for presigned URLs, which browsers open: null where they reach the store as Livewall does. */
export function createPublicClient({ publicEndpoint, ...settings }: StoreSettings): S3Client | null {
  return publicEndpoint === undefined ? null : createClient({ ...settings, endpoint: publicEndpoint });
}

/** The origin of presigned URLs of a bucket, such as `https://pictures.s3.eu-central-1.amazonaws.com`. */
export async function findPictureOrigin(settings: StoreSettings): Promise<string> {
  // Any credentials will do, because only the address of the URL counts.
  const credentials = { accessKeyId: "none", secretAccessKey: "none" };
  const anonymous = { ...settings, credentials };
  const client = createPublicClient(anonymous) ?? createClient(anonymous);
  const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: settings.bucket, Key: "any" }));
  client.destroy();
  return new URL(url).origin;
}
