// npm run dev: next dev, and a local store for it unless a bucket is named in the environment or an .env file.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs, parseEnv } from "node:util";
import { prepareStoreDirectory } from "./demo/store-data.ts";
import { LOCAL_SECRET_FILE, localSecret } from "./local-secret.ts";
import { startLocalStore } from "./store/local.ts";
import { pathToThisNode } from "./store/this-node.ts";

// As next dev reads them: the first one that names a setting wins, and the environment wins over all.
const ENV_FILES = [".env.development.local", ".env.local", ".env.development", ".env"];

function isSet(name: string): boolean {
  const fromFiles = ENV_FILES.filter((file) => existsSync(file)).map((file) =>
    parseEnv(readFileSync(file, "utf8")),
  );
  const value = [process.env, ...fromFiles].map((env) => env[name]).find((found) => found !== undefined);
  return value !== undefined && value.trim() !== "";
}

function startNext(port: string, env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ["node_modules/next/dist/bin/next", "dev", "--port", port], {
    env: { ...process.env, ...pathToThisNode(), ...env },
    stdio: "inherit",
  });
}

process.chdir(path.join(import.meta.dirname, ".."));
const { values } = parseArgs({
  options: {
    port: { type: "string", short: "p", default: "3000" },
    "store-port": { type: "string", default: "9000" },
  },
});
const env: Record<string, string> = {};
if (!isSet("WEBHOOK_SECRET")) {
  env.WEBHOOK_SECRET = localSecret();
  console.log(`Webhook secret: a local one, kept in ${LOCAL_SECRET_FILE}`);
}
if (!isSet("ACCESS")) env.ACCESS = "public";
const ownStore = isSet("AWS_S3_BUCKET_NAME") ? undefined : await startStore(Number(values["store-port"]));
if (ownStore !== undefined) {
  // A spool that is set belongs to a deployment: delivered here, its frames would be lost to it.
  // Nor what `vercel env pull` has left: there, a role comes before keys.
  Object.assign(env, ownStore.env, { SPOOL_DIR: "", VERCEL: "" });
  console.log(`Store: ${ownStore.env.AWS_ENDPOINT_URL_S3}, kept in .data/store`);
}
const next = startNext(values.port, env);
// Ctrl-C reaches next dev by itself; this process stays until it is gone, and then ends the store.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => next.kill("SIGTERM"));
const [exitCode] = (await once(next, "exit")) as [number | null];
await ownStore?.stop();
process.exitCode = exitCode ?? 0;

function startStore(port: number) {
  const directory = ".data/store";
  prepareStoreDirectory(directory, console.log);
  return startLocalStore({ directory, port }).catch((error: unknown) => {
    console.error(`The local store did not start. ${error instanceof Error ? error.message : String(error)}`);
    console.error("Choose its port with: npm run dev -- --store-port 9001");
    process.exit(1);
  });
}
