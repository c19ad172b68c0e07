import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";

const { env } = process;
const REGION = env.AWS_REGION ?? "";
const SIGNED_HEADERS = "host;x-amz-content-sha256;x-amz-date";
const agent = new Agent({ keepAlive: true, maxSockets: 200 });

const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
const sha256 = (bytes: string | Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** One PUT over connections that stay open. */
export async function put(key: string, body: Buffer): Promise<void> {
  const path = key.split("/").map(encodeURIComponent).join("/");
  const url = new URL(`${env.AWS_ENDPOINT_URL_S3 ?? ""}/${env.AWS_S3_BUCKET_NAME ?? ""}/${path}`);
  const sent = request(url, { method: "PUT", headers: signPut(url, body), agent }).end(body);
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  response.resume();
  await once(response, "end");
  if (response.statusCode !== 200)
    throw new Error(`PUT was answered with ${response.statusCode ?? "nothing"}`);
}

/** The headers of a PUT that is signed by AWS Signature Version 4, its body included. */
function signPut(url: URL, body: Uint8Array): Record<string, string> {
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
  const day = time.slice(0, 8);
  const scope = `${day}/${REGION}/s3/aws4_request`;
  const hash = sha256(body);
  const canonical = [
    `PUT\n${url.pathname}\n`,
    `host:${url.host}\nx-amz-content-sha256:${hash}\nx-amz-date:${time}\n`,
    `${SIGNED_HEADERS}\n${hash}`,
  ].join("\n");
  const secret = `AWS4${env.AWS_SECRET_ACCESS_KEY ?? ""}`;
  const key = [day, REGION, "s3", "aws4_request"].reduce<string | Buffer>(hmac, secret);
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`).toString("hex");
  const credential = `Credential=${env.AWS_ACCESS_KEY_ID ?? ""}/${scope}`;
  return {
    "Content-Type": "image/jpeg",
    "Content-Length": String(body.length),
    "x-amz-content-sha256": hash,
    "x-amz-date": time,
    Authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${SIGNED_HEADERS}, Signature=${signature}`,
  };
}
