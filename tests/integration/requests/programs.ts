// What answers requests: the server program, and the same build's route handlers and pages under Next's own server, as
// on Vercel.
import { type App, startApp } from "../../../scripts/app/app.ts";
import { Server } from "../../../scripts/app/server.ts";
import { demoEnv } from "../../../scripts/demo/app-env.ts";

export const METRICS_TOKEN = "a-token-of-the-tests";
const NEXT_START = ["node_modules/next/dist/bin/next", "start", "--port", "PORT", "--hostname", "127.0.0.1"];

export type Programs = {
  readonly app: App;
  readonly next: Server;
  readonly end: () => Promise<void>;
};

/** Starts both on one store. */
export async function startPrograms(): Promise<Programs> {
  const settings = { METRICS_TOKEN, ACCESS: "public" };
  const app = await startApp(settings);
  try {
    const env = demoEnv(process.env, { ...app.store.env, WEBHOOK_SECRET: app.secret, ...settings });
    const next = await Server.start({ env, program: NEXT_START });
    return { app, next, end: () => next.stop().then(() => app.end()) };
  } catch (error) {
    await app.end();
    throw error;
  }
}
