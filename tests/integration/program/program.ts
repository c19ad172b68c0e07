// The server program with the pages of the build, on the store under test.
import type { Environment } from "#lib/settings/environment.ts";
import { freePort } from "../../../scripts/shared/free-port.ts";
import { SECRET, thumbnail } from "../../support/hook.ts";
import { type ServingProcess, startServing } from "../../support/serving-process.ts";

export const METRICS_TOKEN = "a-token-of-the-tests";

/** @param more settings that replace those of a public wall */
export async function startProgram(more: Environment = {}): Promise<ServingProcess> {
  const names = ["AWS_ENDPOINT_URL_S3", "AWS_S3_BUCKET_NAME", "AWS_REGION"];
  const keys = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
  const store = Object.fromEntries([...names, ...keys].map((name) => [name, process.env[name]]));
  const port = await freePort();
  const args = ["lib/server/main.ts", "--port", String(port), "--hostname", "127.0.0.1"];
  const env = { ...store, WEBHOOK_SECRET: SECRET, METRICS_TOKEN, ACCESS: "public", ...more };
  return startServing({ args, folder: process.cwd(), env, port });
}

/** A hook with a frame of a stream. */
export const hookTo = ({ url }: ServingProcess, stream: string) =>
  thumbnail({ url: `${url}/api/thumbnails`, stream });
