import { parseArgs } from "node:util";
import type { Environment } from "#lib/settings/environment.ts";
import { SettingsError } from "#lib/settings/faults.ts";
import { environment } from "#lib/settings/schema.ts";
import { parseHookSettings, parseSettings } from "#lib/settings/settings.ts";
import { parseStoreSettings } from "#lib/settings/store-settings.ts";
import { parseToolSettings, webhookUrl } from "#lib/settings/tools.ts";
import type { Role } from "../bucket/policy.ts";
import { createClient } from "#lib/store/client.ts";
import { createS3Store } from "#lib/store/s3-store.ts";
import { UsageError } from "../dispatch/dispatch.ts";
import { API_SECRET_HELP, API_SECRET_OPTION, findProvider } from "../provider/connect.ts";
import { webhooksAt } from "../provider/webhooks-at.ts";
import { thisWorld, type World } from "../world/world.ts";
import { checkAddress } from "./check-address.ts";
import { checkFeeds, checkTestHook } from "./check-feeds.ts";
import { checkAccount, checkTokens, checkWebhook } from "./check-provider.ts";
import { checkSelf } from "./check-self.ts";
import { checkStore } from "./check-store.ts";
import { comesHere } from "./coming-here.ts";
import type { Account, Patient } from "./patient.ts";
import { describe, summarise } from "./report.ts";
import { fine, found, type Verdict } from "./verdict.ts";

const USAGE = `npm run livewall -- doctor [options]

Looks at the settings, the store, the provider and the way between them, and says what is wrong and what to do.
The exit code is 0 when nothing failed, and 1 when something did.

  --url URL                where the world finds this Livewall; or set PUBLIC_URL
${API_SECRET_HELP}
  --role ROLE              receiver or gallery, for keys of a process that does only one (both)
  --re-enable              enable the webhook again, if the provider has disabled it
  --test-hook              have the provider send its test thumbnail, which goes to every webhook of the account
  --json                   one JSON document instead of lines
`;

export function run(args: string[]): Promise<number> {
  return examine(args, thisWorld());
}

/** `livewall doctor`. @returns the exit code */
export async function examine(args: string[], given: World): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      ...API_SECRET_OPTION,
      url: { type: "string" },
      role: { type: "string", multiple: true, default: [] },
      "re-enable": { type: "boolean", default: false },
      "test-hook": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    given.print(USAGE);
    return 0;
  }
  const asked = values.url === undefined ? {} : { PUBLIC_URL: values.url };
  const misused = faultsOf(() => parseToolSettings(asked));
  if (misused.length > 0) throw new UsageError(misused.join("\n  "));
  const world = { ...given, env: { ...given.env, ...asked } };
  const env = withoutMalformed(world.env);
  const patient: Patient = {
    store: faultsOf(() => parseStoreSettings(env)).length > 0 ? null : parseStoreSettings(env),
    roles: rolesOf(values.role),
    secrets: (env.WEBHOOK_SECRET ?? "")
      .split(",")
      .map((text) => text.trim())
      .filter(Boolean),
    streams: environment.shape.STREAMS.safeParse(env.STREAMS).data ?? null,
    publicUrl: parseToolSettings(env).publicUrl,
    api: hasProvider(world.env) ? findProvider({ ...world, env }, values["api-secret-file"]) : null,
    mayReEnable: values["re-enable"],
    mayTestHook: values["test-hook"],
  };
  const verdicts: Verdict[] = [];
  for await (const verdict of allChecks(patient, world)) {
    verdicts.push(verdict);
    if (!values.json) world.print(describe(verdict, world.hasColours));
  }
  world.print(values.json ? JSON.stringify(summarise(verdicts), null, 2) : `\n${summarise(verdicts).says}`);
  return summarise(verdicts).ok ? 0 : 1;
}

async function* allChecks(patient: Patient, { env }: World): AsyncGenerator<Verdict> {
  const { store: settings, publicUrl, api } = patient;
  const parseOwn = patient.roles.includes("gallery") ? parseSettings : parseHookSettings;
  const faults = [...faultsOf(() => parseOwn(env)), ...faultsOf(() => parseToolSettings(env))];
  if (faults.length === 0) yield fine("settings", "all are there and well formed");
  for (const fault of faults) yield found("settings-wrong", fault);

  const isUsable = yield* passing(settings === null ? [] : await checkStore(settings, patient));
  const store =
    settings === null || !isUsable ? null : createS3Store(createClient(settings), settings.bucket);

  const account = yield* checkProvider(patient);
  if (publicUrl === null) yield found("address-missing", "PUBLIC_URL names none");
  else {
    const answers = yield* passing(await checkAddress(publicUrl));
    if (answers) yield* await checkSelf(publicUrl, secretFor(publicUrl, account, patient), store);
  }
  if (api === null || account === null || store === null) return;
  if (patient.mayTestHook) yield await checkTestHook(api, account.id, store);
  else yield found("test-hook-unasked", "not sent");
  const here = publicUrl === null ? [] : webhooksAt(account.webhooks, webhookUrl(publicUrl));
  yield* await checkFeeds(api, store, (stream) => comesHere(stream, patient.streams, here));
}

async function* checkProvider(patient: Patient): AsyncGenerator<Verdict, Account | null> {
  const { api } = patient;
  if (api === null) {
    yield found("provider-unasked", "no API secret, or no address to send it to");
    return null;
  }
  const { verdict, account } = await checkAccount(api);
  yield verdict;
  if (account === null) return null;
  yield* await checkWebhook(patient, api, account);
  yield await checkTokens(api);
  return account;
}

/** @returns whether there was something, and the first of it is well */
function* passing(verdicts: readonly Verdict[]): Generator<Verdict, boolean> {
  yield* verdicts;
  return verdicts[0]?.state === "ok";
}

/** The secret that the provider signs with, where it is known; it is what counts. */
function secretFor(publicUrl: string, account: Account | null, { secrets }: Patient): string | undefined {
  const [webhook] = account === null ? [] : webhooksAt(account.webhooks, webhookUrl(publicUrl));
  return webhook?.secret.reveal() ?? secrets[0];
}

/** What is malformed is told as a finding, and the rest is looked at without it. */
function withoutMalformed(env: Environment): Environment {
  const names = faultsOf(() => parseToolSettings(env)).map((fault) => fault.split(" ", 1)[0] ?? "");
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));
}

/** Where the address of its API is malformed, the secret goes nowhere: not to the address that is the default, either. */
function hasProvider({ MILLICAST_API_URL }: Environment): boolean {
  return faultsOf(() => parseToolSettings({ MILLICAST_API_URL })).length === 0;
}

function rolesOf(given: readonly string[]): Role[] {
  const roles: readonly Role[] = ["receiver", "gallery"];
  const unknown = given.filter((role) => !roles.some((known) => known === role));
  if (unknown.length > 0) throw new UsageError(`--role is receiver or gallery, not ${unknown.join(", ")}`);
  return given.length === 0 ? [...roles] : roles.filter((role) => given.includes(role));
}

function faultsOf(parse: () => unknown): readonly string[] {
  try {
    parse();
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
}
