import type { Webhook } from "../provider-api/model.ts";
import type { ProviderApi } from "../provider-api/provider-api.ts";
import type { StreamPattern } from "#lib/provider/stream-pattern.ts";
import type { StoreSettings } from "#lib/settings/store-settings.ts";
import type { Role } from "../bucket/policy.ts";

/** What the doctor looks at; null is what is not known. */
export type Patient = {
  readonly store: StoreSettings | null;
  readonly roles: readonly Role[];
  /** What WEBHOOK_SECRET holds, as text, newest first. */
  readonly secrets: readonly string[];
  /** What STREAMS takes; null for all. */
  readonly streams: readonly StreamPattern[] | null;
  readonly publicUrl: string | null;
  readonly api: ProviderApi | null;
  /** May enable a webhook that the provider has disabled. */
  readonly mayReEnable: boolean;
  /** May have the provider send its test hook to all webhooks of the account. */
  readonly mayTestHook: boolean;
};

/** What the provider told of itself, for the checks that build upon it. */
export type Account = { readonly id: string; readonly webhooks: readonly Webhook[] };
