import { type Account, newSecret, type WebhookModel } from "./account.ts";
import { type Answer, fail, success } from "./answer.ts";

export type Body = Readonly<Record<string, unknown>>;

/** The most that one page of webhooks holds, whatever is asked for. */
const MAX_PAGE = 10;
const FLAGS = [
  "isFeedHooks",
  "isThumbnailHooks",
  "isMediaHooks",
  "isTranscoderHooks",
  "isViewerConnectionHooks",
] as const;

/** Pages begin with the id that they are asked to start from: that it is so is not documented. */
export function listWebhooks({ webhooks }: Account, query: URLSearchParams): Answer {
  const count = Math.min(Number(query.get("itemCount") ?? 10), MAX_PAGE);
  const isDescending = query.get("isDescending") === "true";
  const startingId = query.has("startingId") ? Number(query.get("startingId")) : null;
  const ordered = webhooks.toSorted((a, b) => (isDescending ? b.id - a.id : a.id - b.id));
  const from = ordered.filter(
    ({ id }) => startingId === null || (isDescending ? id <= startingId : id >= startingId),
  );
  return success(from.slice(0, count));
}

export function createWebhook(account: Account, body: Body): Answer {
  const errors: Record<string, string[]> = {};
  if (typeof body.url !== "string" || !URL.canParse(body.url)) errors.url = ["The url is not valid."];
  if (typeof body.isFeedHooks !== "boolean") errors.isFeedHooks = ["The isFeedHooks field is required."];
  if (Object.keys(errors).length > 0) return fail({ errors, message: "Validation errors" });
  const webhook = account.addWebhook({ url: String(body.url) });
  applyWishes(webhook, body);
  return success(webhook);
}

export function updateWebhook(account: Account, id: number, body: Body): Answer {
  const webhook = account.webhooks.find((known) => known.id === id);
  if (webhook === undefined) return unknownWebhook(id);
  applyWishes(webhook, body);
  if (body.refreshSecret === true) webhook.secret = newSecret();
  if (body.reEnable === true) webhook.disabled = null;
  return success(webhook);
}

export function getWebhook(account: Account, id: number): Answer {
  const webhook = account.webhooks.find((known) => known.id === id);
  return webhook === undefined ? unknownWebhook(id) : success(webhook);
}

export function deleteWebhook(account: Account, id: number): Answer {
  const position = account.webhooks.findIndex((known) => known.id === id);
  if (position === -1) return unknownWebhook(id);
  account.webhooks.splice(position, 1);
  return success(true);
}

function applyWishes(webhook: WebhookModel, body: Body): void {
  for (const flag of FLAGS) {
    const wish = body[flag];
    if (typeof wish === "boolean") webhook[flag] = wish;
  }
  if (body.filter === null || typeof body.filter === "string") webhook.filter = body.filter;
  if (typeof body.url !== "string" || body.url === webhook.url) return;
  webhook.url = body.url;
  // A new address is believed to work again.
  webhook.disabled = null;
}

function unknownWebhook(id: number): Answer {
  return fail({ message: `Webhook with id ${id} not found` });
}
