import { describeDifference, findWebhooks } from "../webhooks/find.ts";
import type { Webhook } from "../provider-api/model.ts";
import type { ProviderApi } from "../provider-api/provider-api.ts";
import type { Context } from "./context.ts";
import { type Finding, finding, pass, toFinding } from "./finding.ts";

export async function checkAccount(context: Context): Promise<Finding[]> {
  const { api } = context;
  if (api === null) return [finding("provider-unasked", "no API secret, or no address to send it to")];
  const [id, webhooks] = await Promise.all([api.account(), api.webhooks()]);
  context.account = { id, webhooks };
  return [pass("provider", `the API secret is that of the account ${id}`)];
}

/** Checks that webhooks send to this Livewall, with an accepted secret. */
export async function checkWebhooks({
  api,
  account,
  webhookUrl,
  secrets,
  mayReEnable,
}: Context): Promise<Finding[]> {
  if (api === null || account === null || webhookUrl === null) return [];
  const here = findWebhooks(account.webhooks, webhookUrl);
  const elsewhere = account.webhooks.filter((webhook) => !here.includes(webhook)).map(toTarget);
  const targets = [...new Set(elsewhere)].join(", ");
  if (here.length === 0) {
    const others = targets === "" ? "the account has none" : `the account's point to ${targets}`;
    return [finding("webhook-missing", `none points to ${webhookUrl}: ${others}`)];
  }
  const findings = targets === "" ? [] : [pass("webhook", `others of the account point to ${targets}`)];
  for (const webhook of here) {
    findings.push(...(await checkWebhook(webhook, secrets, mayReEnable ? api : null)));
  }
  const doubled = here.filter((one) =>
    here.some((other) => other !== one && describeDifference(one, other) === null),
  );
  if (doubled.length > 0) {
    const ids = doubled.map(({ id }) => id).join(", ");
    findings.push(finding("webhook-doubled", `the webhooks ${ids} send the same to one address`));
  }
  const used = here.map(({ secret }) => secret.reveal());
  const unused = secrets.flatMap((secret, n) => (used.includes(secret) ? [] : [n + 1]));
  if (unused.length > 0 && unused.length < secrets.length) {
    findings.push(finding("secret-unused", `number ${unused.join(", ")} of WEBHOOK_SECRET`));
  }
  return findings;
}

/** The origin: the rest of another service's address may be a secret. */
function toTarget({ url }: Webhook): string {
  return URL.parse(url)?.origin ?? "an address that is no URL";
}

/** @param reEnable null leaves a disabled webhook as it is */
async function checkWebhook(
  { id, hooks, disabled, filter, secret }: Webhook,
  secrets: readonly string[],
  reEnable: ProviderApi | null,
): Promise<Finding[]> {
  const name = `webhook ${id}`;
  const findings: Finding[] = [];
  if (!hooks.thumbnails) findings.push(finding("webhook-hooks", `${name} sends no thumbnails`));
  if (!hooks.feeds) findings.push(finding("webhook-feeds", `${name} sends no feeds hooks`));
  if (disabled !== null) {
    const until = disabled.until === null ? "" : ` until ${disabled.until}`;
    const says = `${name} is disabled${until}: ${disabled.reason ?? "the provider gives no reason"}`;
    findings.push(
      reEnable === null
        ? finding("webhook-disabled", says)
        : await enable(reEnable, id, says).catch(toFinding),
    );
  }
  if (secrets.length > 0 && !secrets.includes(secret.reveal())) {
    findings.push(finding("webhook-secret", `${name} signs with a secret that is not in WEBHOOK_SECRET`));
  }
  if (filter !== null) findings.push(finding("webhook-filter", `${name} has the filter ${filter}`));
  return findings.length > 0 ? findings : [pass("webhook", `${name} sends thumbnails and feeds here`)];
}

async function enable(api: ProviderApi, id: number, before: string): Promise<Finding> {
  const { disabled } = await api.updateWebhook(id, { reEnable: true });
  return disabled === null
    ? pass("webhook", `webhook ${id} is enabled again; it was not: ${before}`)
    : finding("webhook-disabled", `${before}; enabling it did not help`);
}

export async function checkTokens({ api, account }: Context): Promise<Finding[]> {
  if (api === null || account === null) return [];
  const active = (await api.tokens()).filter(({ isActive }) => isActive);
  if (active.length === 0) return [finding("tokens-none", "there is no active publish token")];
  const without = active.filter(({ thumbnails }) => !thumbnails);
  if (without.length === 0)
    return [pass("tokens", `all active publish tokens send thumbnails (${active.length})`)];
  const names = without.map(({ id, label }) => `${id} "${label}"`).join(", ");
  const code = without.length === active.length ? "tokens-none" : "tokens-some";
  return [finding(code, `without thumbnails: ${names}`)];
}
