// The handler of the provider's own sample, by its description: aws-sdk v2, one upload, no gallery, no checks.
import { createRequire } from "node:module";
import { sampleKey, serve } from "./handler.ts";

/** As much of aws-sdk v2 as is used here; its own types come with its package, which only this benchmark installs. */
type SdkV2 = {
  readonly S3: new (options: Readonly<Record<string, unknown>>) => {
    readonly putObject: (object: Readonly<Record<string, unknown>>) => { promise: () => Promise<unknown> };
  };
};

const { S3 } = createRequire(new URL("../vendor-sdk/package.json", import.meta.url))("aws-sdk") as SdkV2;
const env = process.env;
const s3 = new S3({
  endpoint: env.AWS_ENDPOINT_URL_S3,
  region: env.AWS_REGION,
  accessKeyId: env.AWS_ACCESS_KEY_ID,
  secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
  s3ForcePathStyle: true,
  signatureVersion: "v4",
});

serve(async (hook) => {
  const object = { Bucket: env.AWS_S3_BUCKET_NAME, Key: sampleKey(hook), Body: hook.jpeg };
  await s3.putObject({ ...object, ContentType: "image/jpeg" }).promise();
});
