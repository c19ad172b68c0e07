import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseSecret, type Secret } from "#lib/provider/signature.ts";
import { type Program, Server } from "../app/server.ts";
import { Store } from "../store/restartable.ts";
import { startFaultProxy, type FaultProxy } from "./proxy.ts";

/** A store, a network and a receiver, of which everything may be broken. */
export type Stage = {
  readonly store: Store;
  readonly proxy: FaultProxy;
  readonly receiver: Server;
  readonly secret: Secret;
  /** Where the receiver takes hooks. */
  readonly url: string;
  /** An account that no other stage uses. */
  readonly account: string;
  readonly spoolDirectory: string;
};

type Setting = {
  readonly spool: boolean;
  /** Further settings of the receiver. */
  readonly env: Readonly<Record<string, string>>;
  readonly program?: Program;
};

/** Builds a stage, runs work on it, and leaves nothing behind. */
export async function onStage<T>(
  { spool, env, program }: Setting,
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  const directory = mkdtempSync(path.join(tmpdir(), "livewall-faults-"));
  const spoolDirectory = path.join(directory, "spool");
  const secretText = randomBytes(32).toString("base64");
  const secret = parseSecret(secretText);
  if (secret === null) throw new Error("a secret was made that is none");
  const endings: (() => Promise<void>)[] = [];
  try {
    const store = await Store.start(path.join(directory, "store"));
    endings.push(() => store.stop());
    const endpoint = new URL(store.env.AWS_ENDPOINT_URL_S3);
    const proxy = await startFaultProxy(Number(endpoint.port));
    endings.push(() => proxy.stop());
    endpoint.port = String(proxy.port);
    const settings = {
      ...store.env,
      AWS_ENDPOINT_URL_S3: endpoint.href,
      WEBHOOK_SECRET: secretText,
      ACCESS: "public",
      SPOOL_DIR: spool ? spoolDirectory : "",
    };
    const given = { NODE_ENV: "production", ...env, ...settings } as const;
    const receiver = await Server.start(given, () => undefined, 0, program);
    endings.push(() => receiver.stop());
    const url = `${receiver.url}/api/thumbnails`;
    const account = `F${randomBytes(4).toString("hex")}`;
    return await work({ store, proxy, receiver, secret, url, account, spoolDirectory });
  } finally {
    for (const end of endings.reverse()) await end().catch((error: unknown) => console.error(error));
    rmSync(directory, { recursive: true, force: true });
  }
}
