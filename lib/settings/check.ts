import { faultOfDirectory } from "#lib/spool/usable.ts";
import { settings } from "./index.ts";
import { SettingsError } from "./faults.ts";

/** Ends the process when its settings are wrong, with one message that lists all that is. */
export async function checkSettings(): Promise<void> {
  try {
    const { spool } = settings().receiver;
    const fault = spool === null ? null : await faultOfDirectory(spool.directory);
    if (fault !== null) throw new SettingsError([`SPOOL_DIR ${fault}`]);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
