import { faultOfDirectory } from "#lib/spool/usable.ts";
import { SettingsError } from "./faults.ts";
import { faultOfNode } from "./node-version.ts";
import type { HookSettings } from "./settings.ts";

/**
 * Reads settings, and ends the process when they are wrong, with one message that lists all that is; also when it runs
 * on a Node that will not do.
 */
export async function checkedSettings<T extends HookSettings>(read: () => T): Promise<T> {
  const faultOfThisNode = faultOfNode(process.versions.node);
  if (faultOfThisNode !== null) end(faultOfThisNode);
  try {
    const settings = read();
    const { spool } = settings.receiver;
    const fault = spool === null ? null : await faultOfDirectory(spool.directory);
    if (fault !== null) throw new SettingsError([`SPOOL_DIR ${fault}`]);
    return settings;
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    end(error.message);
  }
}

function end(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
