// A deployment as the set-up leaves it, with its app running, for the doctor to look at.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { test as base } from "vitest";
import { examine } from "../../cli/doctor/index.ts";
import { setUp } from "../../cli/setup/index.ts";
import { Account, type WebhookModel } from "../../scripts/provider-sim/account.ts";
import { type Fault, type ProviderServer, startProviderServer } from "../../scripts/provider-sim/server.ts";
import { type Run, Workplace } from "./command.ts";
import { jpegOf } from "./picture.ts";
import { newAccount } from "./receiving.ts";
import { type ReceiverServer, startReceiverServer } from "./receiver-server.ts";
import { accessTo } from "./setting-up.ts";
import { storeClient } from "./store-client.ts";

const isCeph = process.env.STORE_KIND === "ceph";

/** What a store by itself brings, however well all is: Miniflare lacks lifecycle rules; the keys of tests are wide. */
export const ALWAYS = ["keys-wide", ...(isCeph ? [] : ["lifecycle-unknown"]), "test-hook-unasked"];

type Answering = { fault: ((path: string) => Fault | null) | null };

export class Deployment {
  readonly place = new Workplace();
  readonly bucket: string;
  readonly provider: ProviderServer;
  app: ReceiverServer;
  /** What the provider's calls run into, by their path. */
  readonly answering: Answering;

  private constructor(bucket: string, provider: ProviderServer, app: ReceiverServer, answering: Answering) {
    this.bucket = bucket;
    this.provider = provider;
    this.app = app;
    this.answering = answering;
  }

  static async open(): Promise<Deployment> {
    const answering: Answering = { fault: null };
    const bucket = isCeph ? `doctor-${randomUUID()}` : storeClient().bucket;
    const provider = await startProviderServer({
      account: new Account(newAccount()),
      draw: () => jpegOf(640, 360),
      fault: (_, path) => answering.fault?.(path) ?? null,
    });
    const app = await startReceiverServer({ store: { bucket } });
    const opened = new Deployment(bucket, provider, app, answering);
    const args = ["--bucket", bucket, "--url", app.url, "--create-token", "wall"];
    const { code, err } = await opened.place.run(setUp, args, opened.credentials());
    if (code !== 0) throw new Error(`The set-up ended with ${code}: ${err}`);
    app.accept([opened.secret()]);
    return opened;
  }

  async close(): Promise<void> {
    await Promise.all([this.provider.stop(), this.app.stop()]);
    this.place.remove();
  }

  /** Starts another app in the place of the one that runs, with the webhook's secret. @returns its address */
  async replaceApp(options: Parameters<typeof startReceiverServer>[0]): Promise<string> {
    const { stop } = this.app;
    this.app = await startReceiverServer(options);
    this.app.accept([this.secret()]);
    await stop();
    return this.app.url;
  }

  credentials() {
    return accessTo(this.provider);
  }

  webhook(): WebhookModel {
    const [first] = this.provider.account.webhooks;
    if (first === undefined) throw new Error("The set-up has made no webhook.");
    return first;
  }

  secret(): string {
    return this.provider.account.webhooks[0]?.secret ?? "";
  }

  /** The publish token that the set-up has made. */
  token(): number {
    return this.provider.account.tokens[0]?.id ?? 0;
  }

  async doctor(args: string[] = [], more: Record<string, string> = {}) {
    const written = parseEnv(readFileSync(this.place.file(".env.local"), "utf8"));
    const run = await this.place.run(examine, args, { ...this.credentials(), ...written, ...more });
    return { ...run, codes: codesOf(run) };
  }
}

/** The findings that a doctor told. */
export function codesOf({ out }: Run): (string | undefined)[] {
  return [...out.matchAll(/\[([a-z-]+)\]$/gm)].map(([, code]) => code);
}

export const test = base.extend<{ scene: Deployment }>({
  // Vitest finds in the pattern what a fixture needs, also that it needs nothing.
  scene: async ({}, lend) => {
    const scene = await Deployment.open();
    await lend(scene);
    await scene.close();
  },
});
