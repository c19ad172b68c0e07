import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Server } from "../../scripts/app/server.ts";
import { Store } from "../../scripts/store/restartable.ts";

export type App = {
  url: string;
  /** As the provider hands it out; what signs the hooks. */
  secret: string;
  server: Server;
  store: Store;
  /** Every line that the server has printed. */
  logs(): string[];
  end(): Promise<void>;
};

const TEST_DATA = fileURLToPath(new URL("../../.data/test", import.meta.url));

type Settings = Readonly<Record<string, string>>;

/** The production build on an empty store, both on ports of their own. @param settings may depend on the store's own */
export async function startApp(
  settings: Settings | ((store: Settings) => Promise<Settings>) = {},
): Promise<App> {
  mkdirSync(TEST_DATA, { recursive: true });
  const directory = mkdtempSync(path.join(TEST_DATA, "app-"));
  const secret = randomBytes(32).toString("base64");
  const store = await Store.start(directory);
  // A session token of the developer's own AWS account does not go with the store's keys.
  const env = {
    ...process.env,
    AWS_SESSION_TOKEN: "",
    SPOOL_DIR: "",
    VERCEL: "",
    ...store.env,
    WEBHOOK_SECRET: secret,
    ACCESS: "public",
    ...(typeof settings === "function" ? await settings(store.env) : settings),
  };
  const lines: string[] = [];
  const server = await Server.start(env, (line) => lines.push(line)).catch(async (error: unknown) => {
    await store.stop();
    throw new Error(`The app did not start:\n${lines.join("\n")}`, { cause: error });
  });
  async function end() {
    await server.stop();
    await store.stop();
    rmSync(directory, { recursive: true });
  }
  return { url: server.url, secret, server, store, logs: () => lines, end };
}
