import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type App, startApp } from "../app/app.ts";
import type { PROGRAMS } from "../app/server.ts";
import { type Disk, mountDisk } from "./disk.ts";
import { type FaultProxy, startFaultProxy } from "./proxy.ts";

/** A store, a network and a receiver, of which everything can fail. */
export type Stage = App & {
  readonly proxy: FaultProxy;
  /** An account that no other stage uses. */
  readonly account: string;
  readonly spoolDirectory: string;
};

type Setting = {
  readonly spool: boolean;
  readonly program: keyof typeof PROGRAMS;
  /** The options of a small disk for the spool. */
  readonly disk?: string | undefined;
  /** Further settings of the receiver. */
  readonly env?: Readonly<Record<string, string>> | undefined;
};

/** Builds a stage, runs work on it, and leaves nothing behind. */
export async function onStage<T>(setting: Setting, work: (stage: Stage) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(path.join(tmpdir(), "livewall-spool-"));
  const spoolDirectory = path.join(directory, "spool");
  const proxies: FaultProxy[] = [];
  let app: App | undefined;
  let disk: Disk | string | undefined;
  try {
    if (setting.disk !== undefined) disk = mountDisk(spoolDirectory, setting.disk);
    if (typeof disk === "string") throw new Error(disk);
    app = await startApp(async ({ AWS_ENDPOINT_URL_S3 = "" }) => {
      const endpoint = new URL(AWS_ENDPOINT_URL_S3);
      const proxy = await startFaultProxy(Number(endpoint.port));
      proxies.push(proxy);
      endpoint.port = String(proxy.port);
      const spool = setting.spool ? { SPOOL_DIR: spoolDirectory } : {};
      return { ...setting.env, ...spool, AWS_ENDPOINT_URL_S3: endpoint.href };
    }, setting.program);
    const [proxy] = proxies;
    if (proxy === undefined) throw new Error("The app started without its settings.");
    const account = `F${randomBytes(4).toString("hex")}`;
    return await work({ ...app, proxy, account, spoolDirectory });
  } finally {
    await app?.end().catch((error: unknown) => console.error(error));
    for (const proxy of proxies) await proxy.stop();
    if (typeof disk === "object") disk.unmount();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The resident memory of the receiver in MB; null where the system does not tell (it needs Linux' /proc). */
export function readMemory({ server: { pid } }: Pick<Stage, "server">): number | null {
  try {
    const status = readFileSync(`/proc/${pid ?? ""}/status`, "utf8");
    return Math.round(Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? NaN) / 1000) || null;
  } catch {
    return null;
  }
}
