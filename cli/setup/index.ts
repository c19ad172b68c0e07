import path from "node:path";
import { readEnvFile } from "#lib/settings/environment.ts";
import type { StoreSettings } from "#lib/settings/store-settings.ts";
import { policyFor } from "../bucket/policy.ts";
import { connectProvider } from "../provider/connect.ts";
import { thisWorld, type World } from "../world/world.ts";
import { type Answers, gatherAnswers } from "./answers.ts";
import { setUpBucket } from "./bucket-step.ts";
import { type Changes, createChanges } from "./changes.ts";
import { parseOptions, type SetupOptions, USAGE } from "./options.ts";
import { logDaysSetting, settingsOf, writeSettingsFile } from "./settings-step.ts";
import { setUpTokens } from "./token-step.ts";
import { setOnVercel } from "./vercel-step.ts";
import { setUpWebhook } from "./webhook-step.ts";

export function run(args: string[]): Promise<number> {
  return setUp(args, thisWorld());
}

/** `livewall setup`. @returns the exit code */
export async function setUp(args: string[], given: World): Promise<number> {
  const parsed = parseOptions(args);
  if (parsed === null) {
    given.print(USAGE);
    return 0;
  }
  const world = parsed.asksNothing ? { ...given, ask: null } : given;
  if (parsed.onlyPolicies) {
    // They name no region, only the partition that it is in: nobody is asked for it.
    const known = parsed.region ?? world.env.AWS_REGION ?? "";
    const wishes = { ...parsed, region: known === "" ? "us-east-1" : known, skipProvider: true };
    const { store } = await gatherAnswers(wishes, world.env, world.ask);
    for (const line of policyLines(store)) world.print(line);
    return 0;
  }
  const answers = await gatherAnswers(parsed, world.env, world.ask);
  const writeKeys = parsed.writeKeys || (await wantsKeysWritten(world, parsed.envFile));
  const options = { ...parsed, writeKeys };
  const changes = createChanges(world.print, options.isDryRun);
  await allSteps(options, answers, world, changes);
  for (const line of farewell(answers, options)) world.print(line);
  return 0;
}

async function allSteps(
  options: SetupOptions,
  answers: Answers,
  world: World,
  changes: Changes,
): Promise<void> {
  const { publicUrl } = answers;
  const api = options.skipProvider ? null : await connectProvider(world, options.apiSecretFile);
  if (api !== null) {
    // Before anything is made: the one thing that people most often have wrong.
    const account = await api.account();
    changes.title("The provider");
    changes.fine(`the API secret is that of the account ${account}`);
  }
  const logDays = options.skipBucket
    ? undefined
    : await setUpBucket(answers.store, options.retention, world.ask, changes);
  if (api !== null) await setUpTokens(api, options, world.ask, changes);
  const secrets = api === null || publicUrl === null ? [] : await setUpWebhook(api, publicUrl, changes);
  const isSecretToCome = changes.isDry && api !== null && secrets.length === 0;
  const known = readEnvFile(path.resolve(world.directory, options.envFile)).WEBHOOK_SECRET;
  const values = {
    ...settingsOf(answers, secrets, known, options),
    ...logDaysSetting(logDays, answers.env.LOG_DAYS),
    ...(isSecretToCome ? { WEBHOOK_SECRET: "of the webhook that would be made" } : {}),
  };
  await writeSettingsFile(world, options.envFile, values, changes);
  if (options.vercel !== null) await setOnVercel(world, options.vercel, values, changes);
}

/** A machine without a role needs them, and nobody wants to type them twice; but they may be an administrator's. */
async function wantsKeysWritten({ ask, env, directory }: World, envFile: string): Promise<boolean> {
  const written = readEnvFile(path.resolve(directory, envFile)).AWS_ACCESS_KEY_ID;
  if (ask === null || !env.AWS_ACCESS_KEY_ID || written !== undefined) return false;
  const question = `Write the AWS keys of the environment to ${envFile} too? Not if they may do more than the app needs.`;
  return await ask.confirm(question, false);
}

function policyLines({ bucket, region }: StoreSettings): string[] {
  return (["receiver", "gallery"] as const).flatMap((role) => [
    `The IAM policy of a ${role}:`,
    JSON.stringify(policyFor(role, bucket, region), null, 2),
    "",
  ]);
}

function farewell({ store, env }: Answers, { isDryRun, writeKeys }: SetupOptions): string[] {
  if (isDryRun) return ["", "That was a dry run: nothing has changed."];
  const hasKeys = writeKeys && env.AWS_ACCESS_KEY_ID !== undefined;
  return [
    "",
    "Next:",
    ...(hasKeys
      ? []
      : [
          `  - give the app keys or a role of its own that may do no more than it needs:`,
          `    npm run setup -- --policies --bucket ${store.bucket} --region ${store.region}`,
        ]),
    "  - start the app: npm run build && npm start",
    "  - see that all is well: npm run livewall -- doctor",
  ];
}
