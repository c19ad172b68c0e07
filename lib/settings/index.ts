import "server-only";
import { parseHookSettings, parseSettings, type HookSettings, type Settings } from "./settings.ts";

let current: Settings | undefined;

/** The settings of this process; nothing else reads its environment. Throws SettingsError. */
export function settings(): Settings {
  return (current ??= parseSettings(process.env));
}

/** The settings of a process that only receives. Throws SettingsError. */
export function hookSettings(): HookSettings {
  return parseHookSettings(process.env);
}
