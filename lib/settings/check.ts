import { settings } from "./index.ts";
import { SettingsError } from "./faults.ts";

/** Ends the process when its settings are wrong, with one message that lists all that is. */
export function checkSettings(): void {
  try {
    settings();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
