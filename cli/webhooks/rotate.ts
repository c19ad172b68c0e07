import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ProviderError } from "../provider-api/call.ts";
import type { Webhook } from "../provider-api/model.ts";
import type { ProviderApi } from "../provider-api/provider-api.ts";
import { readEnvFile } from "#lib/settings/environment.ts";
import { writeSettings } from "../env-file.ts";
import { mergeSecrets } from "../settings.ts";
import type { World } from "../world.ts";
import { accepts } from "./accepts.ts";
import { describeDifference, findWebhooks } from "./find.ts";

type SettingsFile = { readonly world: World; readonly envFile: string };

/** Hooks that were signed before a webhook is deleted may still be in flight. */
export const WAITS = { inFlightMs: 10_000, pollMs: 2_000 };

/** `acceptMs` is the time for the app to accept the new secret. */
type Waits = Readonly<typeof WAITS & { acceptMs: number }>;

/**
 * Replaces a webhook's secret without losing a hook. It can be interrupted: each run continues from the webhooks that
 * exist.
 *
 * The provider's own rotation takes effect before the new secret can be known, so the app would reject hooks until it
 * has the secret. A second webhook at the same address has a secret that is known in time. Until the old webhook is
 * deleted every hook comes twice, which changes nothing in the store.
 *
 * @returns false when it is unfinished: the app does not accept the new secret yet
 */
export async function rotate(
  api: ProviderApi,
  url: string,
  file: SettingsFile,
  waits: Waits,
): Promise<boolean> {
  const { print } = file.world;
  const here = findWebhooks(await api.webhooks(), url);
  const [old, fresh, ...more] = here;
  if (old === undefined) throw new Error(`no webhook points to ${url}: create it with npm run setup`);
  if (more.length > 0) {
    throw new Error(
      `${here.length} webhooks point to ${url}: delete all but one in the provider's dashboard`,
    );
  }
  if (fresh !== undefined) rejectDifferent(old, fresh, url);
  const next = fresh ?? (await duplicate(api, old, url));
  print(`Webhook ${next.id} ${fresh === undefined ? "is created" : "exists"}, to replace webhook ${old.id}.`);
  writeSecrets(file, [next, old]);
  print(`WEBHOOK_SECRET in ${file.envFile} has both secrets, the new one first.`);
  if (!(await isAccepted(url, next, waits))) {
    print("The app does not accept the new secret yet. Nothing is lost: the old one still works.");
    print("Set WEBHOOK_SECRET wherever the app runs, restart or deploy it, and run this again.");
    return false;
  }
  await api.deleteWebhook(old.id);
  print(`The app accepts the new secret: webhook ${old.id} is deleted. Waiting for hooks in flight…`);
  await delay(waits.inFlightMs);
  writeSecrets(file, [next], [old]);
  print(
    `Done. WEBHOOK_SECRET in ${file.envFile} no longer has the old secret: set it where the app runs, and`,
  );
  print("restart the app when its log shows no more hooks with signedBySecret 2.");
  return true;
}

/** Uses the provider's own rotation, for an old secret that must end now. */
export async function rotateInPlace(api: ProviderApi, url: string, file: SettingsFile): Promise<void> {
  const [webhook, ...more] = findWebhooks(await api.webhooks(), url);
  if (webhook === undefined) throw new Error(`no webhook points to ${url}: create it with npm run setup`);
  for (const other of more) rejectDifferent(webhook, other, url);
  if (more.length > 0) throw new Error(`several webhooks point to ${url}: finish their rotation first`);
  const next = await api.updateWebhook(webhook.id, { refreshSecret: true });
  writeSecrets(file, [next, webhook]);
  const { print } = file.world;
  print(`Webhook ${webhook.id} signs with a new secret from now on; ${file.envFile} has it.`);
  print("Until the app has it too, every hook is rejected and lost: restart or deploy it now.");
}

/** Two webhooks that differ are no rotation: without one of them, hooks would be missing. */
function rejectDifferent(one: Webhook, other: Webhook, url: string): void {
  const difference = describeDifference(one, other);
  if (difference === null) return;
  throw new Error(
    `webhooks ${one.id} and ${other.id} point to ${url} and do not send the same: ${difference}. Both stay. ` +
      "If a rotation is half done, make them alike in the provider's dashboard and run this again. " +
      "If both are meant to be there, replace the secret of each at the provider, and add it to WEBHOOK_SECRET.",
  );
}

/** Creates the same webhook again. If the provider rejects the same address, it gets a query. */
async function duplicate(api: ProviderApi, { hooks, filter }: Webhook, url: string): Promise<Webhook> {
  const wishes = { hooks, ...(filter === null ? {} : { filter }) };
  try {
    return await api.createWebhook({ ...wishes, url });
  } catch (error) {
    if (!(error instanceof ProviderError) || error.fault !== "refused") throw error;
    return await api.createWebhook({ ...wishes, url: `${url}?since=${Date.now()}` });
  }
}

function writeSecrets(
  { world, envFile }: SettingsFile,
  first: readonly Webhook[],
  removed: readonly Webhook[] = [],
): void {
  const file = path.resolve(world.directory, envFile);
  const known = readEnvFile(file).WEBHOOK_SECRET ?? world.env.WEBHOOK_SECRET;
  const toSecret = ({ secret }: Webhook) => secret;
  writeSettings(file, { WEBHOOK_SECRET: mergeSecrets(first.map(toSecret), known, removed.map(toSecret)) });
}

async function isAccepted(url: string, { secret }: Webhook, { acceptMs, pollMs }: Waits) {
  const end = Date.now() + acceptMs;
  while (!(await accepts(url, secret.reveal()))) {
    if (Date.now() + pollMs > end) return false;
    await delay(pollMs);
  }
  return true;
}
