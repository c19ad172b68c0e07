import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseSecret, type Secret } from "#lib/provider/signature.ts";
import { demoEnv } from "../demo/app-env.ts";
import { LocalStore } from "../local-store/local-store.ts";
import { PROGRAMS, Server } from "./server.ts";

export type App = {
  readonly url: string;
  /** The address that accepts hooks. */
  readonly hookUrl: string;
  /** The webhook's secret, as the provider shows it. */
  readonly secret: string;
  readonly signingSecret: Secret;
  readonly server: Server;
  /** Starts the same server once more, on another port. Who starts it stops it. */
  readonly startSecond: () => Promise<Server>;
  readonly store: LocalStore;
  /** Every line that the server has printed. */
  readonly logs: () => string[];
  /** Ends everything and removes the data. */
  readonly end: () => Promise<void>;
};

type Settings = Readonly<Record<string, string>>;

/**
 * Starts the production build, or the receiver alone, on an empty store. Both have ports of their own.
 *
 * @param settings may depend on the store's own
 */
export async function startApp(
  settings: Settings | ((store: Settings) => Settings | Promise<Settings>) = {},
  program: keyof typeof PROGRAMS = "app",
): Promise<App> {
  const directory = mkdtempSync(path.join(tmpdir(), "livewall-app-"));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  const { secret, signingSecret } = createSecret();
  const store = await LocalStore.start({ directory });
  const lines: string[] = [];
  try {
    const own = typeof settings === "function" ? await settings(store.env) : settings;
    const env = demoEnv(process.env, { ...store.env, WEBHOOK_SECRET: secret, ACCESS: "public", ...own });
    const onLine = (line: string) => lines.push(line);
    const start = () => Server.start({ env, onLine, program: PROGRAMS[program] });
    const server = await start();
    return {
      url: server.url,
      hookUrl: `${server.url}/api/thumbnails`,
      secret,
      signingSecret,
      server,
      startSecond: start,
      store,
      logs: () => lines,
      async end() {
        await server.stop();
        await store.stop();
        remove();
      },
    };
  } catch (error) {
    await store.stop();
    remove();
    throw new Error(`The app did not start:\n${lines.join("\n")}`, { cause: error });
  }
}

/** A new webhook secret: as the provider shows it, and as bytes. */
export function createSecret(): { readonly secret: string; readonly signingSecret: Secret } {
  const secret = randomBytes(32).toString("base64");
  const signingSecret = parseSecret(secret);
  if (signingSecret === null) throw new Error("Random bytes made no secret.");
  return { secret, signingSecret };
}
