// npm start -- --no-wall as a process of its own, on the store under test.
import { randomBytes } from "node:crypto";
import path from "node:path";
import type { Environment } from "#lib/settings/environment.ts";
import { freePort } from "../../scripts/shared/free-port.ts";
import { SECRET, thumbnail, type Thumbnail } from "./hook.ts";
import { type ServingProcess, startServing } from "./serving-process.ts";

export const MAIN = path.resolve("lib/server/main.ts");
export const METRICS_TOKEN = "a-token-of-the-tests";

export function settings(): Environment {
  const names = ["AWS_ENDPOINT_URL_S3", "AWS_S3_BUCKET_NAME", "AWS_REGION"];
  const keys = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
  const store = Object.fromEntries([...names, ...keys].map((name) => [name, process.env[name]]));
  return { ...store, WEBHOOK_SECRET: SECRET, METRICS_TOKEN };
}

/** Listens at PORT, as next start does. @param folder its current one */
export async function startReceiver(folder: string, more: Environment = {}): Promise<ServingProcess> {
  const port = await freePort();
  const env = { ...settings(), PORT: String(port), HOSTNAME: "nowhere.invalid", ...more };
  return startServing({ args: [MAIN, "--no-wall"], folder, env, port });
}

export const streamOf = () => `ZG6NWV/${randomBytes(6).toString("hex")}`;
export const hookTo = ({ url }: ServingProcess, more: Partial<Thumbnail> = {}) =>
  thumbnail({ url: `${url}/api/thumbnails`, stream: streamOf(), ...more });
