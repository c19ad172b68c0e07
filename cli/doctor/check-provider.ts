import { ProviderError } from "../provider-api/error.ts";
import type { Webhook } from "../provider-api/model.ts";
import type { ProviderApi } from "../provider-api/provider-api.ts";
import { webhookUrl } from "#lib/settings/tools.ts";
import { differenceOf, webhooksAt } from "../provider/webhooks-at.ts";
import type { Account, Patient } from "./patient.ts";
import { fine, found, type Verdict } from "./verdict.ts";

/** Whether the provider can be asked, and by whose secret. */
export async function checkAccount(
  api: ProviderApi,
): Promise<{ readonly verdict: Verdict; readonly account: Account | null }> {
  try {
    const [id, webhooks] = await Promise.all([api.account(), api.webhooks()]);
    return {
      account: { id, webhooks },
      verdict: fine("provider", `the API secret is that of the account ${id}`),
    };
  } catch (error) {
    return { account: null, verdict: providerVerdict(error) };
  }
}

/** Whether hooks are sent here, and signed with a secret that is accepted. */
export async function checkWebhook(
  { secrets, publicUrl, mayReEnable }: Patient,
  api: ProviderApi,
  { webhooks }: Account,
): Promise<Verdict[]> {
  if (publicUrl === null) return [];
  const url = webhookUrl(publicUrl);
  const here = webhooksAt(webhooks, url);
  if (here.length === 0) return [found("webhook-missing", `none points to ${url}`)];
  const verdicts: Verdict[] = [];
  for (const webhook of here) {
    verdicts.push(...(await checkOne(webhook, secrets, mayReEnable ? api : null)));
  }
  const doubled = here.filter((one) =>
    here.some((other) => other !== one && differenceOf(one, other) === null),
  );
  if (doubled.length > 0) {
    const ids = doubled.map(({ id }) => id).join(", ");
    verdicts.push(found("webhook-doubled", `the webhooks ${ids} send the same to one address`));
  }
  const used = here.map(({ secret }) => secret.reveal());
  const unused = secrets.flatMap((secret, n) => (used.includes(secret) ? [] : [n + 1]));
  if (unused.length > 0 && unused.length < secrets.length) {
    verdicts.push(found("secret-unused", `number ${unused.join(", ")} of WEBHOOK_SECRET`));
  }
  return verdicts;
}

async function checkOne(
  { id, hooks, disabled, filter, secret }: Webhook,
  secrets: readonly string[],
  reEnable: ProviderApi | null,
): Promise<Verdict[]> {
  const name = `webhook ${id}`;
  const verdicts: Verdict[] = [];
  if (!hooks.thumbnails) verdicts.push(found("webhook-hooks", `${name} sends no thumbnails`));
  if (!hooks.feeds) verdicts.push(found("webhook-feeds", `${name} sends no feeds hooks`));
  if (disabled !== null) {
    const until = disabled.until === null ? "" : ` until ${disabled.until}`;
    const says = `${name} is disabled${until}: ${disabled.reason ?? "the provider gives no reason"}`;
    if (reEnable === null) verdicts.push(found("webhook-disabled", says));
    else verdicts.push(await enable(reEnable, id, says));
  }
  if (secrets.length > 0 && !secrets.includes(secret.reveal())) {
    verdicts.push(found("webhook-secret", `${name} signs with a secret that is not in WEBHOOK_SECRET`));
  }
  if (filter !== null) verdicts.push(found("webhook-filter", `${name} has the filter ${filter}`));
  return verdicts.length > 0 ? verdicts : [fine("webhook", `${name} sends thumbnails and feeds here`)];
}

async function enable(api: ProviderApi, id: number, was: string): Promise<Verdict> {
  try {
    const { disabled } = await api.updateWebhook(id, { reEnable: true });
    return disabled === null
      ? fine("webhook", `webhook ${id} is enabled again; it was not: ${was}`)
      : found("webhook-disabled", `${was}; enabling it did not help`);
  } catch (error) {
    return providerVerdict(error);
  }
}

/** Whether anything that is published has thumbnails. */
export async function checkTokens(api: ProviderApi): Promise<Verdict> {
  try {
    const active = (await api.tokens()).filter(({ isActive }) => isActive);
    const without = active.filter(({ thumbnails }) => !thumbnails);
    const names = without.map(({ id, label }) => `${id} "${label}"`).join(", ");
    if (without.length === 0 && active.length > 0) {
      return fine("tokens", `all active publish tokens send thumbnails (${active.length})`);
    }
    return without.length === active.length
      ? found("tokens-none", active.length === 0 ? "there is no active publish token" : `without: ${names}`)
      : found("tokens-some", `without thumbnails: ${names}`);
  } catch (error) {
    return providerVerdict(error);
  }
}

export function providerVerdict(error: unknown): Verdict {
  if (!(error instanceof ProviderError)) throw error;
  const code = error.fault === "unauthorized" ? "provider-unauthorized" : "provider-fails";
  return found(code, error.message);
}
