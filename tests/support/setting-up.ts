// An account, a store and an empty folder, as a set-up finds them.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { test as base } from "vitest";
import { setUp } from "../../cli/setup/index.ts";
import { type Fault, type ProviderServer, startProviderServer } from "../../scripts/provider-sim/server.ts";
import { type Run, Workplace } from "./command.ts";
import { storeClient, storeSettings } from "./store-client.ts";

export const URL_OF_WALL = "https://wall.example.com";
export const WEBHOOK = `${URL_OF_WALL}/api/thumbnails`;

export class SetupScene {
  readonly provider: ProviderServer;
  readonly place = new Workplace();
  /** Of its own, where the store makes any: Miniflare makes none. */
  readonly bucket: string;
  /** Asked for every call of the provider. */
  fault: ((method: string, path: string) => Fault | null) | null = null;

  private constructor(provider: ProviderServer, bucket: string) {
    this.provider = provider;
    this.bucket = bucket;
  }

  static async open(): Promise<SetupScene> {
    const bucket = process.env.STORE_KIND === "ceph" ? `setup-${randomUUID()}` : storeClient().bucket;
    const opened: SetupScene[] = [];
    const fault = (method: string, path: string) => opened[0]?.fault?.(method, path) ?? null;
    const scene = new SetupScene(await startProviderServer({ fault }), bucket);
    opened.push(scene);
    return scene;
  }

  async close(): Promise<void> {
    await this.provider.stop();
    this.place.remove();
  }

  env(more: Record<string, string> = {}) {
    return {
      PATH: process.env.PATH,
      ...accessTo(this.provider),
      ...more,
    };
  }

  /** The set-up with all that it must be told, and a publish token "wall" to make. */
  start(args: string[] = [], more: Record<string, string> = {}): Promise<Run> {
    return this.startBare(["--create-token", "wall", ...args], more);
  }

  /** The same, with no wish for a publish token. */
  startBare(args: string[] = [], more: Record<string, string> = {}): Promise<Run> {
    return this.place.run(setUp, ["--bucket", this.bucket, "--url", URL_OF_WALL, ...args], this.env(more));
  }

  envFile(): string {
    return readFileSync(this.place.file(".env.local"), "utf8");
  }

  /** The calls to the provider that change something. */
  changes(): string[] {
    return this.provider.calls.filter((call) => !call.startsWith("GET "));
  }
}

export const test = base.extend<{ scene: SetupScene }>({
  // Vitest finds in the pattern what a fixture needs, also that it needs nothing.
  scene: async ({}, lend) => {
    const scene = await SetupScene.open();
    await lend(scene);
    await scene.close();
  },
});

/** What the command line needs to reach the test store and a provider. */
export function accessTo({ url, secret }: ProviderServer) {
  const { endpoint, credentials } = storeSettings();
  return {
    AWS_ENDPOINT_URL_S3: endpoint ?? "",
    AWS_ACCESS_KEY_ID: credentials?.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials?.secretAccessKey,
    MILLICAST_API_URL: url,
    MILLICAST_API_SECRET: secret,
    ACCESS: "public",
  };
}
