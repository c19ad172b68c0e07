import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { Miniflare, NoOpLog } from "miniflare";
import { freePort } from "../shared/free-port.ts";
import type { StartStore } from "./host.ts";

const BUCKET = "livewall";
// Known to everyone, and good for nothing but a store on this machine's loopback.
const CREDENTIALS = { accessKeyId: "livewall-local", secretAccessKey: "livewall-local-secret" };

export const startMiniflare: StartStore = async (directory, wantedPort, onStop) => {
  const port = await freePort(wantedPort);
  // It leaves a folder behind, which would be the system's.
  const temporary = path.join(directory, "tmp");
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary);
  process.env.TMPDIR = temporary;
  const miniflare = new Miniflare({
    host: "127.0.0.1",
    port,
    modules: true,
    script: "export default { fetch() { return new Response(null, { status: 404 }) } }",
    compatibilityDate: "2026-01-01",
    r2Buckets: { BUCKET: { id: BUCKET, s3Credentials: CREDENTIALS } },
    r2Persist: directory,
    // Otherwise it asks the internet for the properties of a request.
    cf: false,
    log: new NoOpLog(),
  });
  onStop(() => miniflare.dispose());
  await miniflare.ready;
  return {
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}/cdn-cgi/local/r2/s3`,
    AWS_S3_BUCKET_NAME: BUCKET,
    AWS_REGION: "auto",
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
  };
};
