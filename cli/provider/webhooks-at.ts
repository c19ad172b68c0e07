import type { Webhook } from "#lib/provider/api/model.ts";

/** The webhooks that post to this address, the oldest first. */
export function webhooksAt(webhooks: readonly Webhook[], url: string): Webhook[] {
  const address = addressOf(url);
  return webhooks.filter((webhook) => addressOf(webhook.url) === address).toSorted((a, b) => a.id - b.id);
}

/** What tells two addresses apart: a slash at the end, a query or the case of the host do not. */
function addressOf(text: string): string {
  const url = URL.parse(text);
  return url === null ? text : url.origin + url.pathname.replace(/\/+$/, "");
}
