import { ProviderError } from "../provider-api/call.ts";
import type { Sealed, Webhook } from "../provider-api/model.ts";
import { type ProviderApi, webhookBody } from "../provider-api/provider-api.ts";
import { webhookUrl } from "../tool-settings.ts";
import { findWebhooks } from "../webhooks/find.ts";
import type { Changes } from "./changes.ts";

const HOOKS = { thumbnails: true, feeds: true } as const;

/**
 * Creates the webhook, or repairs it. Safe to repeat: an address gets no second webhook.
 *
 * @returns the secrets of all webhooks at this address; none in a dry run that would create the first
 */
export async function setUpWebhook(
  api: ProviderApi,
  publicUrl: string,
  changes: Changes,
): Promise<readonly Sealed[]> {
  const url = webhookUrl(publicUrl);
  changes.title(`The webhook ${url}`);
  const all = await api.webhooks();
  const here = findWebhooks(all, url);
  const elsewhere = all.filter((webhook) => webhook.hooks.thumbnails && !here.includes(webhook));
  if (elsewhere.length > 0) {
    changes.note(`thumbnails also go to ${elsewhere.length} other webhook(s), which are left alone`);
  }
  if (here.length === 0) {
    const created = await create(api, url, changes);
    return created === null ? [] : [created.secret];
  }
  for (const webhook of here) await repair(api, webhook, changes);
  if (here.length > 1) {
    changes.note(
      `${here.length} webhooks have this address (${here.map(({ id }) => id).join(", ")}): every hook comes as often; unless a secret is being rotated or their filters differ, delete all but one`,
    );
  }
  return here.map(({ secret }) => secret);
}

async function create(api: ProviderApi, url: string, changes: Changes): Promise<Webhook | null> {
  const wanted = { url, hooks: HOOKS };
  const created = await changes.make("POST /api/webhooks", webhookBody(wanted), () =>
    api.createWebhook(wanted).catch(async (error: unknown) => {
      // There was no readable answer, but the webhook may exist.
      const mayExist =
        error instanceof ProviderError && ["timeout", "unreachable", "unreadable"].includes(error.fault);
      const [found] = mayExist ? findWebhooks(await api.webhooks(), url) : [];
      if (found === undefined) throw error;
      return found;
    }),
  );
  if (created !== null) changes.done(`created, with thumbnails and feeds (number ${created.id})`);
  return created;
}

async function repair(api: ProviderApi, webhook: Webhook, changes: Changes): Promise<void> {
  const { id, hooks, disabled, filter } = webhook;
  const lacks = (["thumbnails", "feeds"] as const).filter((kind) => !hooks[kind]);
  const name = `webhook ${id}`;
  if (filter !== null) changes.note(`${name} only sends for streams that match its filter ${filter}`);
  if (lacks.length === 0 && disabled === null) {
    changes.fine(`${name} sends thumbnails and feeds`);
    return;
  }
  const wanted = {
    ...(lacks.length === 0 ? {} : { hooks: HOOKS }),
    ...(disabled === null ? {} : { reEnable: true as const }),
  };
  await changes.make(`PUT /api/webhooks/${id}`, webhookBody(wanted), () => api.updateWebhook(id, wanted));
  changes.done(
    [
      ...(lacks.length === 0 ? [] : [`${name} sends thumbnails and feeds`]),
      ...(disabled === null ? [] : [`${name} is enabled again`]),
    ].join("; "),
  );
}
