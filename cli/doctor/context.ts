import path from "node:path";
import type { StreamPattern } from "#lib/provider/stream-pattern.ts";
import { readEnvFile, type Environment } from "#lib/settings/environment.ts";
import { parseHookSettings, parseSettings } from "#lib/settings/settings.ts";
import { parseStoreSettings, type StoreSettings } from "#lib/settings/store-settings.ts";
import { APP } from "#lib/settings/table.ts";
import { parseToolSettings, webhookUrl } from "../tool-settings.ts";
import type { Store } from "#lib/store/store.ts";
import type { createBucketAccess } from "../bucket/access.ts";
import type { BucketAdmin } from "../bucket/admin.ts";
import type { Role } from "../bucket/policy.ts";
import { findProvider } from "../provider.ts";
import type { Webhook } from "../provider-api/model.ts";
import type { ProviderApi } from "../provider-api/provider-api.ts";
import { listFaults } from "../settings.ts";
import type { World } from "../world.ts";
import { type Finding, finding, pass } from "./finding.ts";

/** The input of the checks, and what earlier checks have found. Null is unknown. */
export type Context = {
  readonly env: Environment;
  /** Null as well for a store that checkConnection has found to be unusable. */
  storeSettings: StoreSettings | null;
  readonly roles: readonly Role[];
  readonly competing: readonly string[];
  /** WEBHOOK_SECRET as text, the newest first. */
  readonly secrets: readonly string[];
  readonly streams: readonly StreamPattern[] | null;
  readonly webhookUrl: string | null;
  readonly api: ProviderApi | null;
  readonly mayReEnable: boolean;
  readonly mayTestHook: boolean;
  /** Set by checkBucket. */
  bucket: Bucket | null;
  store: Store | null;
  /** Set by checkAccount. */
  account: { readonly id: string; readonly webhooks: readonly Webhook[] } | null;
  /** Set by checkAddress. */
  isReachable: boolean;
  /** How far the app's clock is ahead of this machine's, by the Date of its answer. Set by checkAddress. */
  appAheadMs: number | null;
};

export type Bucket = {
  readonly admin: BucketAdmin;
  readonly access: ReturnType<typeof createBucketAccess>;
};

export type Check = (context: Context) => Promise<Finding[]>;

export type DoctorOptions = {
  readonly url?: string;
  readonly apiSecretFile?: string;
  readonly role: readonly Role[];
  readonly reEnable?: true;
  readonly testHook?: true;
  readonly json?: true;
};

export function createContext(world: World, options: DoctorOptions): Context {
  const { env: given } = world;
  // Malformed settings become findings, and the checks run without them.
  const malformed = listFaults(() => parseToolSettings(given)).map((fault) => fault.split(" ", 1)[0] ?? "");
  const env = Object.fromEntries(Object.entries(given).filter(([name]) => !malformed.includes(name)));
  const hasStore = listFaults(() => parseStoreSettings(env)).length === 0;
  const { publicUrl } = parseToolSettings(env);
  return {
    env: given,
    storeSettings: hasStore ? parseStoreSettings(env) : null,
    roles: options.role,
    competing: findCompetingSecrets({ ...world, env: given }),
    secrets: (env.WEBHOOK_SECRET ?? "")
      .split(",")
      .map((text) => text.trim())
      .filter(Boolean),
    streams: APP.STREAMS.schema.safeParse(env.STREAMS).data ?? null,
    webhookUrl: publicUrl === null ? null : webhookUrl(publicUrl),
    // Without a valid address of the API, the secret must not go to the default one.
    api: malformed.includes("MILLICAST_API_URL")
      ? null
      : findProvider({ ...world, env }, options.apiSecretFile),
    mayReEnable: options.reEnable ?? false,
    mayTestHook: options.testHook ?? false,
    bucket: null,
    store: null,
    account: null,
    isReachable: false,
    appAheadMs: null,
  };
}

/** In the order of their priority; the environment has priority over all. */
const ENV_FILES = [".env.production.local", ".env.local", ".env.production", ".env"];

/** Finds places that have another WEBHOOK_SECRET than the one that counts, as sentences without a secret. */
function findCompetingSecrets({ env, directory }: World): string[] {
  const used = env.WEBHOOK_SECRET;
  const places = ENV_FILES.map((name) => ({
    name,
    secret: readEnvFile(path.join(directory, name)).WEBHOOK_SECRET,
  })).filter(({ secret }) => secret !== undefined);
  const source = places.find(({ secret }) => secret === used)?.name ?? "the environment of this shell";
  return places
    .filter(({ secret }) => secret !== used)
    .map(({ name }) => `the one of ${source} counts, and ${name} has another`);
}

export function checkSettings({ env, roles, competing }: Context): Promise<Finding[]> {
  const parse = roles.includes("gallery") ? parseSettings : parseHookSettings;
  const faults = [parse, parseToolSettings].flatMap((each) => listFaults(() => each(env)));
  return Promise.resolve([
    ...(faults.length === 0 ? [pass("settings", "all are there and well formed")] : []),
    ...faults.map((fault) => finding("settings-wrong", fault)),
    ...competing.map((says) => finding("secret-competes", says)),
  ]);
}
