import type { HookKind, Webhook } from "../provider-api/model.ts";
import { plain } from "../world/plain.ts";

/** The webhooks that post to this address, the oldest first. */
export function webhooksAt(webhooks: readonly Webhook[], url: string): Webhook[] {
  const address = addressOf(url);
  return webhooks.filter((webhook) => addressOf(webhook.url) === address).toSorted((a, b) => a.id - b.id);
}

/** What tells two webhooks apart that send not the same, in words. Null where one can stand in for the other. */
export function differenceOf(one: Webhook, other: Webhook): string | null {
  if (filterOf(one) !== filterOf(other)) {
    return `${one.id} has the filter ${filterOf(one)}, ${other.id} ${filterOf(other)}`;
  }
  if (kindsOf(one) !== kindsOf(other)) {
    return `${one.id} sends ${kindsOf(one) || "nothing"}, ${other.id} ${kindsOf(other) || "nothing"}`;
  }
  return null;
}

function filterOf({ filter }: Webhook): string {
  return filter === null || filter === "" ? "none" : `"${plain(filter)}"`;
}

/** The kinds of hooks that a webhook sends, in words. */
export function kindsOf({ hooks }: Pick<Webhook, "hooks">): string {
  return (Object.keys(hooks) as HookKind[]).filter((kind) => hooks[kind]).join(", ");
}

/** What tells two addresses apart: a slash at the end, a query or the case of the host do not. */
function addressOf(text: string): string {
  const url = URL.parse(text);
  return url === null ? text : url.origin + url.pathname.replace(/\/+$/, "");
}
