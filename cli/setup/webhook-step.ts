import { ProviderError } from "../provider-api/error.ts";
import type { Webhook } from "../provider-api/model.ts";
import { type ProviderApi, webhookBody } from "../provider-api/provider-api.ts";
import type { Sealed } from "../provider-api/sealed.ts";
import { webhookUrl } from "#lib/settings/tools.ts";
import { webhooksAt } from "../provider/webhooks-at.ts";
import { plain } from "../world/plain.ts";
import type { Changes } from "./changes.ts";

const HOOKS = { thumbnails: true, feeds: true } as const;

/**
 * Makes the webhook, or makes it right. Safe to repeat: one at this address is never made twice.
 *
 * @returns the secrets of all webhooks at this address; none in a dry run that would make the first
 */
export async function setUpWebhook(
  api: ProviderApi,
  publicUrl: string,
  changes: Changes,
): Promise<readonly Sealed[]> {
  const url = webhookUrl(publicUrl);
  changes.title(`The webhook ${url}`);
  const all = await api.webhooks();
  const here = webhooksAt(all, url);
  const elsewhere = all.filter((webhook) => webhook.hooks.thumbnails && !here.includes(webhook));
  if (elsewhere.length > 0) {
    changes.note(`thumbnails also go to ${elsewhere.length} other webhook(s), which are left alone`);
  }
  if (here.length === 0) {
    const created = await create(api, url, changes);
    return created === null ? [] : [created.secret];
  }
  for (const webhook of here) await mend(api, webhook, changes);
  if (here.length > 1) {
    changes.note(
      `${here.length} webhooks have this address (${here.map(({ id }) => id).join(", ")}): what several of them send comes as often; unless a secret is being rotated or their filters differ, delete all but one`,
    );
  }
  return here.map(({ secret }) => secret);
}

async function create(api: ProviderApi, url: string, changes: Changes): Promise<Webhook | null> {
  const wishes = { url, hooks: HOOKS };
  const created = await changes.make("POST /api/webhooks", webhookBody(wishes), () =>
    api.createWebhook(wishes).catch(async (error: unknown) => {
      // There was no answer that could be read, but the webhook may be there.
      const isUnsure =
        error instanceof ProviderError && ["timeout", "unreachable", "unreadable"].includes(error.fault);
      const [found] = isUnsure ? webhooksAt(await api.webhooks(), url) : [];
      if (found === undefined) throw error;
      return found;
    }),
  );
  if (created !== null) changes.done(`made, with thumbnails and feeds (number ${created.id})`);
  return created;
}

async function mend(api: ProviderApi, webhook: Webhook, changes: Changes): Promise<void> {
  const { id, hooks, disabled, filter } = webhook;
  const lacks = (["thumbnails", "feeds"] as const).filter((kind) => !hooks[kind]);
  const name = `webhook ${id}`;
  if (filter !== null) changes.note(`${name} only sends for streams that match its filter ${plain(filter)}`);
  if (lacks.length === 0 && disabled === null) {
    changes.fine(`${name} sends thumbnails and feeds`);
    return;
  }
  const wishes = {
    ...(lacks.length === 0 ? {} : { hooks: HOOKS }),
    ...(disabled === null ? {} : { reEnable: true as const }),
  };
  const { reEnable, ...body } = wishes;
  const detail = { ...webhookBody(body), ...(reEnable === undefined ? {} : { reEnable }) };
  await changes.make(`PUT /api/webhooks/${id}`, detail, () => api.updateWebhook(id, wishes));
  changes.done(
    [
      ...(lacks.length === 0 ? [] : [`${name} sends thumbnails and feeds`]),
      ...(disabled === null ? [] : [`${name} is enabled again`]),
    ].join("; "),
  );
}
