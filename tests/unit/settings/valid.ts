import { SettingsError } from "#lib/settings/parse.ts";
import { parseSettings } from "#lib/settings/settings.ts";

export type Env = Readonly<Record<string, string | undefined>>;

/** The least that a public wall needs. */
const VALID = {
  WEBHOOK_SECRET: "b25l",
  AWS_S3_BUCKET_NAME: "frames",
  AWS_REGION: "eu-central-1",
  ACCESS: "public",
};

export const parse = (overrides: Env = {}) => parseSettings({ ...VALID, ...overrides });

/** What SettingsError reports; none if the settings are accepted. */
export function listFaults(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
}
