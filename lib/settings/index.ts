import "server-only";
import { parseSettings, type Settings } from "./settings.ts";

let current: Settings | undefined;

/** The settings of this process; the only reader of the environment. Throws SettingsError. */
export function settings(): Settings {
  return (current ??= parseSettings(process.env));
}
