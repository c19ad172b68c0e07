// npm run dev: next dev, and a local store for it unless a bucket is named in the environment or an .env file.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { LOCAL_SECRET_FILE, localSecret, prepareStoreDirectory } from "./demo/local-data.ts";
import { LocalStore } from "./local-store/local-store.ts";
import { integer, runScript, type Values } from "./shared/options.ts";
import { pathToThisNode } from "./shared/tool.ts";

// In the order of next dev: the first file that names a setting wins, and the environment wins over all.
const ENV_FILES = [".env.development.local", ".env.local", ".env.development", ".env"];
const STORE_DIRECTORY = ".data/store";
const OPTIONS = {
  port: integer("the port of the wall", 3000, { max: 65_535 }),
  "store-port": integer("the port of the local store", 9000, { max: 65_535 }),
};

async function develop({ port, "store-port": storePort }: Values<typeof OPTIONS>): Promise<number> {
  const env: Record<string, string> = {};
  if (!isSet("WEBHOOK_SECRET")) {
    env.WEBHOOK_SECRET = localSecret();
    console.log(`Webhook secret: a local one, kept in ${LOCAL_SECRET_FILE}`);
  }
  if (!isSet("ACCESS")) env.ACCESS = "public";
  const store = isSet("AWS_S3_BUCKET_NAME") ? undefined : await startStore(storePort);
  if (store !== undefined) {
    // A spool that is set belongs to a deployment: delivered here, its frames would be lost to it. VERCEL comes from
    // `vercel env pull`: there, a role comes before keys.
    Object.assign(env, store.env, { SPOOL_DIR: "", VERCEL: "" });
    console.log(`Store: ${store.env.AWS_ENDPOINT_URL_S3}, kept in ${STORE_DIRECTORY}`);
  }
  const next = spawn(process.execPath, ["node_modules/next/dist/bin/next", "dev", "--port", String(port)], {
    env: { ...process.env, ...pathToThisNode(), ...env },
    stdio: "inherit",
  });
  // Ctrl-C reaches next dev by itself. This process waits for its end, and then ends the store.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => next.kill("SIGTERM"));
  const [exitCode] = (await once(next, "exit")) as [number | null];
  await store?.stop();
  return exitCode ?? 0;
}

function isSet(name: string): boolean {
  const files = ENV_FILES.filter((file) => existsSync(file));
  const environments = [process.env, ...files.map((file) => parseEnv(readFileSync(file, "utf8")))];
  const value = environments.map((env) => env[name]).find((found) => found !== undefined);
  return value !== undefined && value.trim() !== "";
}

function startStore(port: number): Promise<LocalStore> {
  prepareStoreDirectory(STORE_DIRECTORY, console.log);
  return LocalStore.start({ directory: STORE_DIRECTORY, port }).catch((error: unknown) => {
    console.error(`The local store did not start. ${error instanceof Error ? error.message : String(error)}`);
    console.error("Choose its port with: npm run dev -- --store-port 9001");
    process.exit(1);
  });
}

await runScript("dev", OPTIONS, develop);
