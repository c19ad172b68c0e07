import { once } from "node:events";
import { Agent, request, type IncomingMessage } from "node:http";
import { signedPut } from "./sigv4.ts";

const env = process.env;
const credentials = {
  accessKeyId: env.AWS_ACCESS_KEY_ID ?? "",
  secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? "",
};
const agent = new Agent({ keepAlive: true, maxSockets: 200 });

/** One signed PUT over connections that stay open. */
export async function put(key: string, body: Buffer): Promise<void> {
  const path = key.split("/").map(encodeURIComponent).join("/");
  const url = new URL(`${env.AWS_ENDPOINT_URL_S3 ?? ""}/${env.AWS_S3_BUCKET_NAME ?? ""}/${path}`);
  const headers = signedPut(url, body, env.AWS_REGION ?? "", credentials);
  const sent = request(url, { method: "PUT", headers, agent }).end(body);
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  response.resume();
  await once(response, "end");
  if (response.statusCode !== 200)
    throw new Error(`PUT was answered with ${response.statusCode ?? "nothing"}`);
}
