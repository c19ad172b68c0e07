import { escapeText } from "#lib/http/escape.ts";
import type { HookKind, Webhook } from "../provider-api/model.ts";

/** Finds the webhooks that post to an address, the oldest first. */
export function findWebhooks(webhooks: readonly Webhook[], url: string): Webhook[] {
  const address = normalise(url);
  return webhooks.filter((webhook) => normalise(webhook.url) === address).toSorted((a, b) => a.id - b.id);
}

/** Describes the difference between two webhooks. Null when one can replace the other. */
export function describeDifference(one: Webhook, other: Webhook): string | null {
  if (describeFilter(one) !== describeFilter(other)) {
    return `${one.id} has the filter ${describeFilter(one)}, ${other.id} ${describeFilter(other)}`;
  }
  if (listKinds(one) !== listKinds(other)) {
    return `${one.id} sends ${listKinds(one) || "nothing"}, ${other.id} ${listKinds(other) || "nothing"}`;
  }
  return null;
}

function describeFilter({ filter }: Webhook): string {
  return filter === null || filter === "" ? "none" : `"${escapeText(filter)}"`;
}

export function listKinds({ hooks }: Pick<Webhook, "hooks">): string {
  return (Object.keys(hooks) as HookKind[]).filter((kind) => hooks[kind]).join(", ");
}

/** A trailing slash, a query and the case of the host do not count. */
function normalise(text: string): string {
  const url = URL.parse(text);
  return url === null ? text : url.origin + url.pathname.replace(/\/+$/, "");
}
