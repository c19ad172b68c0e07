import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ProviderError } from "../provider-api/call.ts";
import type { Webhook } from "../provider-api/model.ts";
import type { ProviderApi } from "../provider-api/provider-api.ts";
import { readEnvFile } from "#lib/settings/environment.ts";
import { writeSettings } from "../env-file.ts";
import type { World } from "../world.ts";
import { accepts } from "./accepts.ts";
import { describeDifference, findWebhooks } from "./find.ts";

type SettingsFile = { readonly world: World; readonly envFile: string };

const POLL_MS = 2_000;

/** How long to wait for the app to accept the new secret, and for hooks that the old one has signed. */
type Patience = { readonly acceptMs: number; readonly inFlightMs: number };

/**
 * Replaces a webhook's secret without losing a hook, in steps that can be interrupted: each run sees from the webhooks
 * that there are how far the one before it came.
 *
 * The provider's own rotation takes effect at once, before anybody can know the new secret, so what it signs until the
 * app has it would be refused. A second webhook at the same address has a secret of its own that is known before it
 * matters: for a while every hook comes twice, which changes nothing in the store, and then the old one is deleted.
 */
export async function rotate(
  api: ProviderApi,
  url: string,
  file: SettingsFile,
  { acceptMs, inFlightMs }: Patience,
): Promise<void> {
  const { print } = file.world;
  const here = findWebhooks(await api.webhooks(), url);
  const [old, fresh, ...more] = here;
  if (old === undefined) throw new Error(`no webhook points to ${url}: make it with npm run setup`);
  if (more.length > 0) {
    throw new Error(
      `${here.length} webhooks point to ${url}: delete all but one in the provider's dashboard`,
    );
  }
  if (fresh !== undefined) demandAlike(old, fresh, url);
  const next = fresh ?? (await duplicate(api, old, url));
  print(
    `Webhook ${next.id} ${fresh === undefined ? "is made" : "is there"}, to take over from webhook ${old.id}.`,
  );
  writeSecrets(file, [next, old], []);
  print(`WEBHOOK_SECRET in ${file.envFile} has both secrets, the new one first.`);
  if (!(await isAccepted(url, next, acceptMs))) {
    print("The app does not accept the new secret yet. Nothing is lost: the old one goes on.");
    print("Set WEBHOOK_SECRET wherever the app runs, restart it or deploy it anew, and run this again.");
    return;
  }
  await api.deleteWebhook(old.id);
  print(
    `The app accepts the new secret: webhook ${old.id} is deleted. Waiting for what is still on its way…`,
  );
  await delay(inFlightMs);
  writeSecrets(file, [next], [old]);
  print(`Done. WEBHOOK_SECRET in ${file.envFile} has the old secret no more: set it where the app runs, and`);
  print("restart it when its log shows no more hooks whose signedBySecret is 2.");
}

/** The provider's own rotation: for when the old secret is known to others and must end now. */
export async function rotateInPlace(api: ProviderApi, url: string, file: SettingsFile): Promise<void> {
  const [webhook, ...more] = findWebhooks(await api.webhooks(), url);
  if (webhook === undefined) throw new Error(`no webhook points to ${url}: make it with npm run setup`);
  for (const other of more) demandAlike(webhook, other, url);
  if (more.length > 0) throw new Error(`several webhooks point to ${url}: finish their rotation first`);
  const next = await api.updateWebhook(webhook.id, { refreshSecret: true });
  writeSecrets(file, [next, webhook], []);
  const { print } = file.world;
  print(`Webhook ${webhook.id} signs with a new secret from now on; ${file.envFile} has it.`);
  print("Until the app has it too, every hook is refused and lost: restart or deploy it now.");
}

/** Of two that do not send the same, neither is the old one: without it, hooks would be missing. */
function demandAlike(one: Webhook, other: Webhook, url: string): void {
  const difference = describeDifference(one, other);
  if (difference === null) return;
  throw new Error(
    `webhooks ${one.id} and ${other.id} point to ${url} and do not send the same: ${difference}. Both stay. ` +
      "If a rotation is half done, make them alike in the provider's dashboard and run this again. " +
      "If both are meant to be there, replace the secret of each at the provider, and add it to WEBHOOK_SECRET.",
  );
}

/** The same webhook once more. Where the provider wants addresses to differ, a query tells them apart. */
async function duplicate(api: ProviderApi, { hooks, filter }: Webhook, url: string): Promise<Webhook> {
  const wishes = { hooks, ...(filter === null ? {} : { filter }) };
  try {
    return await api.createWebhook({ ...wishes, url });
  } catch (error) {
    if (!(error instanceof ProviderError) || error.fault !== "refused") throw error;
    return await api.createWebhook({ ...wishes, url: `${url}?since=${Date.now()}` });
  }
}

/** Puts secrets first and others away; whatever else is accepted stays, since it may be another account's. */
function writeSecrets(
  { world, envFile }: SettingsFile,
  first: readonly Webhook[],
  away: readonly Webhook[],
): void {
  const file = path.resolve(world.directory, envFile);
  const present = readEnvFile(file).WEBHOOK_SECRET ?? world.env.WEBHOOK_SECRET ?? "";
  const others = present.split(",").map((text) => text.trim());
  const gone = new Set(away.map(({ secret }) => secret.reveal()));
  const all = new Set([...first.map(({ secret }) => secret.reveal()), ...others]);
  const wanted = [...all].filter((text) => text !== "" && !gone.has(text));
  writeSettings(file, { WEBHOOK_SECRET: wanted.join(",") });
}

async function isAccepted(url: string, { secret }: Webhook, waitMs: number): Promise<boolean> {
  const end = Date.now() + waitMs;
  while (!(await accepts(url, secret.reveal()))) {
    if (Date.now() + POLL_MS > end) return false;
    await delay(POLL_MS);
  }
  return true;
}
