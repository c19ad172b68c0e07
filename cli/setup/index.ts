import path from "node:path";
import { readEnvFile } from "#lib/settings/environment.ts";
import { findAddressing } from "../bucket/addressing.ts";
import { policyFor, type Role } from "../bucket/policy.ts";
import { askForProvider, connectProvider, findRemedy } from "../provider.ts";
import { ProviderError } from "../provider-api/call.ts";
import type { ProviderApi } from "../provider-api/provider-api.ts";
import { toJson } from "../text.ts";
import type { World } from "../world.ts";
import { type Answers, gatherAnswers } from "./answers.ts";
import { setUpBucket } from "./bucket.ts";
import { type Changes, createChanges } from "./changes.ts";
import { parseOptions, type SetupOptions } from "./options.ts";
import { toLogDaysSetting, toSettings, writeSettingsFile } from "./settings.ts";
import { setUpTokens } from "./tokens.ts";
import { setOnVercel } from "./vercel.ts";
import { setUpWebhook } from "./webhook.ts";

export async function run(args: string[], given: World): Promise<number> {
  const parsed = parseOptions(args, given);
  const world = parsed.yes ? { ...given, ask: null } : given;
  if (parsed.policies) {
    // A policy names only the partition of a region, so any region will do.
    const known = parsed.region ?? world.env.AWS_REGION ?? "";
    const region = known === "" ? "us-east-1" : known;
    const { store } = await gatherAnswers({ ...parsed, region }, world.env, world.ask);
    const toPolicy = (role: Role) => policyFor(role, store.bucket, store.region);
    world.print(toJson({ receiver: toPolicy("receiver"), gallery: toPolicy("gallery") }, 2));
    return 0;
  }
  const answers = await gatherAnswers(parsed, world.env, world.ask);
  const options = (await wantsKeysWritten(world, parsed)) ? { ...parsed, writeKeys: true as const } : parsed;
  await takeSteps(options, answers, world, createChanges(world.print, options.dryRun ?? false));
  for (const line of farewell(answers, options)) world.print(line);
  return 0;
}

async function takeSteps(
  options: SetupOptions,
  answers: Answers,
  world: World,
  changes: Changes,
): Promise<void> {
  const { publicUrl } = answers;
  // First of all: a wrong secret is the most frequent mistake.
  const api = options.skipProvider ? null : await openAccount(options, world, changes);
  const { settings: store } = options.skipBucket
    ? { settings: answers.store }
    : await findAddressing(answers.store);
  if (store.addressing !== answers.store.addressing) {
    changes.note(`S3_ADDRESSING=${store.addressing}: the bucket answers so`);
  }
  const logDays = options.skipBucket ? undefined : await setUpBucket(store, options, world.ask, changes);
  if (api !== null) await setUpTokens(api, options, world.ask, changes);
  const secrets = api === null || publicUrl === null ? [] : await setUpWebhook(api, publicUrl, changes);
  const isSecretToCome = changes.isDry && api !== null && secrets.length === 0;
  const values = {
    ...toSettings({ ...answers, store }, secrets, readFileOf(world, options).WEBHOOK_SECRET, options),
    ...toLogDaysSetting(logDays, answers.env.LOG_DAYS),
    ...(isSecretToCome ? { WEBHOOK_SECRET: "of the webhook that would be created" } : {}),
  };
  await writeSettingsFile(world, options.settingsFile, values, changes);
  if (options.vercel) await setOnVercel(world, options.vercelEnvironment, values, changes);
}

/** Opens the provider's API. At a terminal, it asks again for a secret that the provider does not accept. */
async function openAccount(
  { apiSecretFile }: SetupOptions,
  world: World,
  changes: Changes,
): Promise<ProviderApi> {
  let api = await connectProvider(world, apiSecretFile);
  changes.title("The provider");
  for (;;) {
    try {
      changes.fine(`the API secret is that of the account ${await api.account()}`);
      return api;
    } catch (error) {
      const isWrong = error instanceof ProviderError && error.fault === "unauthorized";
      if (world.ask === null || !isWrong) throw error;
      changes.note(`${error.message}. ${findRemedy(error)}`);
      api = await askForProvider(world, world.ask);
    }
  }
}

function readFileOf({ directory }: World, { settingsFile }: SetupOptions) {
  return readEnvFile(path.resolve(directory, settingsFile));
}

/** A machine without a role needs the keys. They are not written unasked: they may be an administrator's. */
async function wantsKeysWritten(world: World, options: SetupOptions): Promise<boolean> {
  const { ask, env } = world;
  if (options.writeKeys || ask === null || !env.AWS_ACCESS_KEY_ID) return options.writeKeys ?? false;
  if (readFileOf(world, options).AWS_ACCESS_KEY_ID !== undefined) return false;
  const question = `Write the AWS keys of the environment to ${options.settingsFile} too? Not if they may do more than the app needs.`;
  return await ask.confirm(question, false);
}

function farewell({ store, env, publicUrl }: Answers, { dryRun, writeKeys }: SetupOptions): string[] {
  if (dryRun) return ["", "That was a dry run: nothing has changed."];
  const hasKeys = writeKeys && env.AWS_ACCESS_KEY_ID !== undefined;
  const giveKeys = [
    `  - give the app keys or a role of its own that may do no more than it needs:`,
    `    npm run setup -- --policies --bucket ${store.bucket} --region ${store.region}`,
  ];
  return [
    "",
    "Next:",
    ...(hasKeys ? [] : giveKeys),
    "  - start the app: npm run build && npm start",
    "  - check that all is well: npm run livewall -- doctor",
    env.ACCESS === "gated"
      ? "  - open the wall with the link of: npm run livewall -- share --all"
      : `  - open the wall: ${publicUrl ?? "http://localhost:3000"}`,
  ];
}
