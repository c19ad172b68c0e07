import { S3ServiceException } from "@aws-sdk/client-s3";
import { describeError } from "#lib/http/log.ts";

/**
 * Why a store rejected a request:
 * - `credentials`: there are none, or the store does not know them
 * - `clock`: this machine's clock is too far from the store's
 * - `denied`: the credentials may not do it, or the bucket has another owner
 * - `missing`: there is no such bucket
 * - `elsewhere`: the bucket is in another region
 * - `taken`: another owner has a bucket of this name
 * - `unsupported`: this kind of store does not offer it
 * - `unreachable`: there was no answer
 */
export type StoreFaultKind =
  | "credentials"
  | "clock"
  | "denied"
  | "missing"
  | "elsewhere"
  | "taken"
  | "unsupported"
  | "unreachable"
  | "other";

export type StoreFault = {
  readonly kind: StoreFaultKind;
  /** In words, for the operator. */
  readonly says: string;
  /** The region of the bucket, when the store tells it. */
  readonly region?: string;
};

const KINDS: Readonly<Record<string, StoreFaultKind>> = {
  InvalidAccessKeyId: "credentials",
  SignatureDoesNotMatch: "credentials",
  ExpiredToken: "credentials",
  InvalidToken: "credentials",
  TokenRefreshRequired: "credentials",
  Unauthorized: "credentials",
  CredentialsProviderError: "credentials",
  RequestTimeTooSkewed: "clock",
  RequestExpired: "clock",
  AccessDenied: "denied",
  AllAccessDisabled: "denied",
  NoSuchBucket: "missing",
  PermanentRedirect: "elsewhere",
  AuthorizationHeaderMalformed: "elsewhere",
  IllegalLocationConstraintException: "elsewhere",
  BucketAlreadyExists: "taken",
  NotImplemented: "unsupported",
  MethodNotAllowed: "unsupported",
};

const KINDS_BY_STATUS: Readonly<Record<number, StoreFaultKind>> = {
  301: "elsewhere",
  401: "credentials",
  403: "denied",
  405: "unsupported",
  501: "unsupported",
};

export function toStoreFault(error: unknown): StoreFault {
  // The SDK's text for an answer without a message.
  const says = describeError(error).replace("UnknownError", "");
  if (!(error instanceof S3ServiceException)) {
    const name = error instanceof Error ? error.name : "";
    return { kind: KINDS[name] ?? "unreachable", says };
  }
  const status = error.$metadata.httpStatusCode ?? 0;
  const headers = error.$response?.headers as Record<string, string> | undefined;
  const region = headers?.["x-amz-bucket-region"];
  return {
    kind: KINDS[error.name] ?? KINDS_BY_STATUS[status] ?? "other",
    says: says === "" || says === error.name ? error.name : `${error.name}: ${says}`,
    ...(region === undefined ? {} : { region }),
  };
}
