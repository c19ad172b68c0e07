import { GetObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { StoreSettings } from "#lib/settings/store-settings.ts";
import { createClient } from "./client.ts";

/** Opens nothing: only the address of what is signed with it is looked at. */
const NOBODY = { accessKeyId: "nobody", secretAccessKey: "nobody" };

/** Where presigned URLs of a bucket lead, such as `https://pictures.s3.eu-central-1.amazonaws.com`: the SDK knows best. */
export async function pictureOrigin(settings: StoreSettings): Promise<string> {
  const client = createClient({ ...settings, credentials: NOBODY });
  const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: settings.bucket, Key: "any" }));
  client.destroy();
  return new URL(url).origin;
}
