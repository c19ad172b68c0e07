import { Argument } from "commander";
import { escapeText } from "#lib/http/escape.ts";
import { webhookUrl } from "../tool-settings.ts";
import { createCommand, parseId, UsageError, wholeNumber } from "../command.ts";
import { API_SECRET_OPTION, connectProvider } from "../provider.ts";
import type { Webhook } from "../provider-api/model.ts";
import { requirePublicUrl } from "../settings.ts";
import { table, toJson } from "../text.ts";
import type { World } from "../world.ts";
import { findWebhooks, listKinds } from "./find.ts";
import { rotate, rotateInPlace, WAITS } from "./rotate.ts";

const TEST_STREAM = "livewall-test";
type RotateOptions = {
  readonly wait: number;
  readonly inPlace?: true;
  readonly yes?: true;
  readonly settingsFile: string;
};

export async function run(args: string[], world: World, waits = WAITS): Promise<number> {
  let exitCode = 0;
  const command = createCommand("webhooks", "Manages the webhooks of the account.", world)
    .option("--url <url>", "the public address of this Livewall; or set PUBLIC_URL")
    .option(...API_SECRET_OPTION);
  const options = () => command.opts<{ url?: string; apiSecretFile?: string }>();
  const connect = () => connectProvider(world, options().apiSecretFile);

  command
    .command("list")
    .description("list the webhooks")
    .option("--json", "print JSON")
    .action(async ({ json }: { json?: true }) => {
      const webhooks = await (await connect()).webhooks();
      for (const line of json ? [toJson(webhooks, 2)] : toTable(webhooks)) world.print(line);
    });
  command
    .command("create")
    .description("create one for this Livewall, with thumbnails and feeds")
    .action(async () => {
      const api = await connect();
      const url = webhookUrl(requirePublicUrl(world, options().url));
      const [known] = findWebhooks(await api.webhooks(), url);
      if (known !== undefined) {
        throw new Error(`webhook ${known.id} has this address already, and a second would double every hook`);
      }
      const { id } = await api.createWebhook({ url, hooks: { thumbnails: true, feeds: true } });
      world.print(`Created: webhook ${id} to ${url}. Write its secret to the settings: npm run setup`);
    });
  command
    .command("enable")
    .description("enable a webhook again that the provider has disabled")
    .argument("<id>", "number of a webhook", parseId)
    .action(async (number: number) => {
      const { id, disabled } = await (await connect()).updateWebhook(number, { reEnable: true });
      world.print(`Webhook ${id} is ${disabled === null ? "enabled" : "still disabled"}.`);
      exitCode = disabled === null ? 0 : 1;
    });
  command
    .command("delete")
    .description("delete a webhook")
    .argument("<id>", "number of a webhook", parseId)
    .option("-y, --yes", "do not ask")
    .action(async (number: number, { yes }: { yes?: true }) => {
      const api = await connect();
      const found = (await api.webhooks()).find(({ id }) => id === number);
      if (found === undefined) throw new UsageError(`no webhook has the number ${number}`);
      await confirm(
        `Its hooks end at once. Delete webhook ${number} to ${escapeText(found.url)}?`,
        yes,
        world,
      );
      await api.deleteWebhook(number);
      world.print(`Deleted: webhook ${number} to ${escapeText(found.url)}.`);
    });
  command
    .command("test")
    .description("have the provider send a test hook to every webhook of the account")
    .addArgument(new Argument("<kind>", "kind of hook").choices(["thumbnail", "feeds"]))
    .action(async (kind: "thumbnail" | "feeds") => {
      await (await connect()).sendTestHook(kind === "feeds" ? "Feeds" : "Thumbnail", TEST_STREAM);
      world.print(`The provider says that it sends a test hook, for the stream ${TEST_STREAM}.`);
    });
  command
    .command("rotate")
    .description("replace the secret without losing a hook; run it again to continue")
    .option("--wait <seconds>", "time for the app to accept the new secret", wholeNumber(0, 99_999), 0)
    .option("--in-place", "replace it at once; hooks are lost until the app accepts the new secret")
    .option("--settings-file <file>", "the file with WEBHOOK_SECRET", ".env.local")
    .option("-y, --yes", "do not ask before --in-place")
    .action(async ({ wait, inPlace, settingsFile, yes }: RotateOptions) => {
      const api = await connect();
      const file = { world, envFile: settingsFile };
      const url = webhookUrl(requirePublicUrl(world, options().url));
      if (inPlace) {
        await confirm("Every hook is lost until the app has the new secret. Replace it now?", yes, world);
        await rotateInPlace(api, url, file);
      } else if (!(await rotate(api, url, file, { ...waits, acceptMs: wait * 1000 }))) exitCode = 1;
    });
  await command.parseAsync(args, { from: "user" });
  return exitCode;
}

/** @throws UsageError without an answer or --yes; Error when the operator does not want it */
async function confirm(question: string, yes: true | undefined, { ask }: World): Promise<void> {
  if (yes) return;
  if (ask === null) throw new UsageError("give --yes: there is no terminal to ask");
  if (!(await ask.confirm(question, false))) throw new Error("nothing has changed");
}

function toTable(webhooks: readonly Webhook[]): string[] {
  if (webhooks.length === 0) return ["The account has no webhooks."];
  const rows = webhooks.map(({ id, url, hooks, filter, disabled }) => [
    String(id),
    disabled === null ? "enabled" : `disabled${disabled.until === null ? "" : ` until ${disabled.until}`}`,
    listKinds({ hooks }),
    filter ?? "",
    url,
  ]);
  return table([["ID", "STATE", "HOOKS", "FILTER", "URL"], ...rows]);
}
