// The floor: nothing but HTTP, the HMAC and one signed PUT over connections that stay open.
import { once } from "node:events";
import { Agent, request, type IncomingMessage } from "node:http";
import { serve } from "./handler.ts";
import { signedPut } from "./sigv4.ts";

const env = process.env;
const credentials = {
  accessKeyId: env.AWS_ACCESS_KEY_ID ?? "",
  secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? "",
};
const agent = new Agent({ keepAlive: true, maxSockets: 200 });

serve(async (key, jpeg) => {
  const url = new URL(`${env.AWS_ENDPOINT_URL_S3 ?? ""}/${env.AWS_S3_BUCKET_NAME ?? ""}/${key}`);
  const headers = signedPut(url, jpeg, env.AWS_REGION ?? "", credentials);
  const put = request(url, { method: "PUT", headers, agent }).end(jpeg);
  const [response] = (await once(put, "response")) as [IncomingMessage];
  response.resume();
  await once(response, "end");
  if (response.statusCode !== 200)
    throw new Error(`PUT was answered with ${response.statusCode ?? "nothing"}`);
});
