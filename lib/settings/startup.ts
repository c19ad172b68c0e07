import type { Access } from "#lib/access/viewer.ts";
import type { LogFields } from "#lib/http/log.ts";
import { findDirectoryFault } from "#lib/spool/disk.ts";
import packageJson from "../../package.json" with { type: "json" };
import { SettingsError } from "./parse.ts";
import type { HookSettings } from "./settings.ts";

/** Older versions have no Promise.withResolvers: Livewall would start on them, and fail at its first hook. */
const MIN_NODE_VERSION = 22;

/** Reads the settings at the start of a process. Ends the process with one message if anything is wrong. */
export async function readAtStart<T extends HookSettings>(read: () => T): Promise<T> {
  const nodeFault = findNodeFault(process.versions.node);
  if (nodeFault !== null) end(nodeFault);
  try {
    const settings = read();
    const { spool } = settings.receiver;
    const fault = spool === null ? null : await findDirectoryFault(spool.directory);
    if (fault !== null) throw new SettingsError([`SPOOL_DIR ${fault}`]);
    return settings;
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    end(error.message);
  }
}

type StartSettings = Pick<HookSettings, "store"> & { readonly access?: Access };

/**
 * Describes a start for the log, without a secret.
 *
 * @param mode "receiver" for a process without a wall
 */
export function describeStart({ store, access }: StartSettings, mode: "app" | "receiver"): LogFields {
  const { bucket, endpoint, region } = store;
  return {
    version: packageJson.version,
    node: process.versions.node,
    mode,
    bucket,
    ...(endpoint === null ? { region } : { endpoint: new URL(endpoint).host }),
    access: access?.mode,
  };
}

/** @param version such as 24.1.0 */
export function findNodeFault(version: string): string | null {
  if (Number(version.split(".", 1)[0]) >= MIN_NODE_VERSION) return null;
  return `Livewall cannot start on Node.js ${version}: it needs ${MIN_NODE_VERSION} or later, such as the one that npm start brings.`;
}

function end(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
