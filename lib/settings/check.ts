import { faultOfDirectory } from "#lib/spool/usable.ts";
import { SettingsError } from "./faults.ts";
import type { HookSettings } from "./settings.ts";

/** Reads settings, and ends the process when they are wrong, with one message that lists all that is. */
export async function checkedSettings<T extends HookSettings>(read: () => T): Promise<T> {
  try {
    const settings = read();
    const { spool } = settings.receiver;
    const fault = spool === null ? null : await faultOfDirectory(spool.directory);
    if (fault !== null) throw new SettingsError([`SPOOL_DIR ${fault}`]);
    return settings;
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
