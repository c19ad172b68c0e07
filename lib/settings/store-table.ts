import { optional, required, secret } from "./parse.ts";
import * as is from "./values.ts";

/** The settings of the bucket. */
export const STORE = {
  AWS_S3_BUCKET_NAME: required("the name of the bucket that keeps the frames", is.bucketName, "Its name."),
  AWS_REGION: optional("required on AWS", is.region, "Its region, such as `eu-central-1`."),
  AWS_ENDPOINT_URL_S3: optional(
    "AWS",
    is.storeEndpoint,
    "The S3 endpoint of [another store](stores.md), such as R2 or Ceph. It may have a path.",
  ),
  S3_PUBLIC_ENDPOINT: optional(
    "the same as for Livewall",
    is.storeEndpoint,
    "The endpoint by which browsers reach the store, where they cannot use Livewall's, such as `http://minio:9000`. Pages load pictures from there.",
  ),
  S3_ADDRESSING: optional(
    "`virtual` on AWS, `path` with an endpoint",
    is.choice("path", "virtual"),
    "`path` or `virtual`: whether the bucket is in the path of the address, or in its host name. Setup finds it out.",
  ),
  AWS_ACCESS_KEY_ID: secret(
    optional(
      "the SDK's own chain: the machine's role, a profile, a web identity",
      is.text,
      "The key's id. Set both it and its secret, or neither.",
    ),
  ),
  AWS_SECRET_ACCESS_KEY: secret(optional("as above", is.text, "The key's secret.")),
  AWS_SESSION_TOKEN: secret(optional("none", is.text, "The token that belongs to a temporary key.")),
  AWS_ROLE_ARN: optional(
    "none",
    is.role,
    "On Vercel, the role that its token is exchanged for ([how](deploy/vercel.md)); it has priority over keys. Elsewhere the SDK uses it.",
  ),
  VERCEL: optional("not on Vercel", is.text, "Vercel sets it to 1. Do not set it yourself."),
  S3_CHECKSUMS: optional(
    "`when_supported` on AWS, `when_required` with AWS_ENDPOINT_URL_S3",
    is.choice("when_required", "when_supported"),
    "`when_supported` or `when_required`: when the AWS SDK adds its own checksums, which many other stores reject.",
  ),
};
