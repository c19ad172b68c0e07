import { createHash, createHmac } from "node:crypto";

export type Credentials = { readonly accessKeyId: string; readonly secretAccessKey: string };

const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
const sha256 = (bytes: string | Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** The headers of a PUT that is signed by AWS Signature Version 4, its body included. */
export function signedPut(
  url: URL,
  body: Uint8Array,
  region: string,
  { accessKeyId, secretAccessKey }: Credentials,
): Record<string, string> {
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
  const scope = `${time.slice(0, 8)}/${region}/s3/aws4_request`;
  const hash = sha256(body);
  const canonical = [
    `PUT\n${url.pathname}\n`,
    `host:${url.host}\nx-amz-content-sha256:${hash}\nx-amz-date:${time}\n`,
    `host;x-amz-content-sha256;x-amz-date\n${hash}`,
  ].join("\n");
  const key = [time.slice(0, 8), region, "s3", "aws4_request"].reduce<string | Buffer>(
    (derived, part) => hmac(derived, part),
    `AWS4${secretAccessKey}`,
  );
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`).toString("hex");
  return {
    "Content-Type": "image/jpeg",
    "Content-Length": String(body.length),
    "x-amz-content-sha256": hash,
    "x-amz-date": time,
    Authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${signature}`,
  };
}
