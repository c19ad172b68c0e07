// An account at the provider and an empty folder, as setup finds them.
import { readFileSync } from "node:fs";
import { test as base } from "vitest";
import { run as setUp } from "../../cli/setup/index.ts";
import { Account } from "../../scripts/provider-sim/account.ts";
import { type Fault, startProviderServer } from "../../scripts/provider-sim/server.ts";
import { Workplace } from "./command.ts";
import { SMALL_JPEG } from "./picture.ts";
import { newAccount } from "./receiver.ts";

export const WALL_URL = "https://wall.example.com";
export const WEBHOOK_URL = `${WALL_URL}/api/thumbnails`;

/** Options and settings of a bucket that setup leaves alone. */
const NO_BUCKET = {
  args: ["--bucket", "wall", "--region", "us-east-1", "--skip-bucket"],
  env: { AWS_ACCESS_KEY_ID: "key", AWS_SECRET_ACCESS_KEY: "secret" } as Record<string, string | undefined>,
};

export type SetupScene = Awaited<ReturnType<typeof openSetup>>;

export async function openSetup(bucket = NO_BUCKET) {
  const provider = await startProviderServer({
    account: new Account(newAccount()),
    draw: () => Promise.resolve(SMALL_JPEG),
    fault: (method, path) => scene.fault?.(method, path) ?? null,
  });
  const place = new Workplace();
  const env = (more: Record<string, string> = {}) => ({
    PATH: process.env.PATH,
    ...bucket.env,
    MILLICAST_API_URL: provider.url,
    MILLICAST_API_SECRET: provider.secret,
    ACCESS: "public",
    ...more,
  });
  /** Runs setup without an option for publish tokens. */
  const startBare = (args: string[] = [], more: Record<string, string> = {}) =>
    place.run(setUp, [...bucket.args, "--url", WALL_URL, ...args], env(more));
  const scene = {
    provider,
    place,
    /** Called for every call of the provider. */
    fault: null as ((method: string, path: string) => Fault | null) | null,
    env,
    startBare,
    /** Runs setup, which creates the publish token "wall". */
    start: (args: string[] = [], more: Record<string, string> = {}) =>
      startBare(["--create-token", "wall", ...args], more),
    envFile: () => readFileSync(place.file(".env.local"), "utf8"),
    /** The calls of the provider that change something. */
    changes: () => provider.calls.filter((call) => !call.startsWith("GET ")),
    async close() {
      await provider.stop();
      place.remove();
    },
  };
  return scene;
}

export const test = base.extend<{ scene: SetupScene }>({
  // Vitest finds the dependencies of a fixture in this pattern.
  scene: async ({}, lend) => {
    const scene = await openSetup();
    await lend(scene);
    await scene.close();
  },
});
