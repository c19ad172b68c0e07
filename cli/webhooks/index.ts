import { parseArgs } from "node:util";
import type { Webhook } from "../provider-api/model.ts";
import type { ProviderApi } from "../provider-api/provider-api.ts";
import { parseToolSettings, webhookUrl } from "#lib/settings/tools.ts";
import { actionOf, idOf } from "../dispatch/actions.ts";
import { UsageError } from "../dispatch/dispatch.ts";
import { API_SECRET_HELP, API_SECRET_OPTION, connectProvider } from "../provider/connect.ts";
import { kindsOf, webhooksAt } from "../provider/webhooks-at.ts";
import { table } from "../world/table.ts";
import { thisWorld, type World } from "../world/world.ts";
import { rotate, rotateInPlace } from "./rotate.ts";

const USAGE = `npm run livewall -- webhooks <action>

  list [--json]                the webhooks of the account
  create                       one for this Livewall, with thumbnails and feeds
  enable ID                    enable one again that the provider has disabled
  test thumbnail|feeds         have the provider send a test hook, which goes to every webhook of the account
  rotate                       replace the secret without losing a hook; run it again to go on
         [--wait SECONDS]      wait so long for the app to accept the new secret
         [--in-place]          at once, losing what comes until the app accepts the new secret
         [--settings-file FILE] where WEBHOOK_SECRET is kept (.env.local)

  --url URL                    where the world finds this Livewall; or set PUBLIC_URL
${API_SECRET_HELP}
`;

const TEST_STREAM = "livewall-test";
/** What was signed before a webhook is deleted may still be on its way. */
const IN_FLIGHT_MS = 10_000;

export function run(args: string[]): Promise<number> {
  return runWebhooks(args, thisWorld());
}

/** `livewall webhooks`. @returns the exit code */
export async function runWebhooks(args: string[], world: World, inFlightMs = IN_FLIGHT_MS): Promise<number> {
  const asked = actionOf(args, ["list", "create", "enable", "test", "rotate"]);
  if (asked === null) {
    world.print(USAGE);
    return 0;
  }
  const { values, positionals } = parseArgs({
    args: asked.rest,
    allowPositionals: true,
    options: {
      ...API_SECRET_OPTION,
      json: { type: "boolean", default: false },
      url: { type: "string" },
      wait: { type: "string", default: "0" },
      "in-place": { type: "boolean", default: false },
      "settings-file": { type: "string", default: ".env.local" },
    },
  });
  const api = await connectProvider(world, values["api-secret-file"]);
  switch (asked.action) {
    case "list":
      for (const line of list(await api.webhooks(), values.json)) world.print(line);
      return 0;
    case "create":
      await create(api, addressOf(world, values.url), world);
      return 0;
    case "enable":
      return await enable(api, positionals, world);
    case "test":
      await test(api, positionals, world);
      return 0;
    case "rotate": {
      const file = { world, envFile: values["settings-file"] };
      const url = addressOf(world, values.url);
      if (values["in-place"]) await rotateInPlace(api, url, file);
      else await rotate(api, url, file, { acceptMs: secondsOf(values.wait) * 1000, inFlightMs });
      return 0;
    }
  }
}

function addressOf({ env }: World, url: string | undefined): string {
  const { publicUrl } = parseToolSettings(url === undefined ? env : { ...env, PUBLIC_URL: url });
  if (publicUrl === null) throw new UsageError("say where this Livewall is: --url, or PUBLIC_URL");
  return webhookUrl(publicUrl);
}

function secondsOf(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new UsageError("--wait must be whole seconds");
  return Number(text);
}

function list(webhooks: readonly Webhook[], asJson: boolean): string[] {
  if (asJson) return [JSON.stringify(webhooks, null, 2)];
  if (webhooks.length === 0) return ["The account has no webhooks."];
  const rows = webhooks.map(({ id, url, hooks, filter, disabled }) => [
    String(id),
    disabled === null ? "enabled" : `disabled${disabled.until === null ? "" : ` until ${disabled.until}`}`,
    kindsOf({ hooks }),
    filter ?? "",
    url,
  ]);
  return table([["ID", "STATE", "HOOKS", "FILTER", "URL"], ...rows]);
}

async function create(api: ProviderApi, url: string, world: World): Promise<void> {
  const [known] = webhooksAt(await api.webhooks(), url);
  if (known !== undefined) {
    throw new Error(`webhook ${known.id} has this address already, and a second would double every hook`);
  }
  const { id } = await api.createWebhook({ url, hooks: { thumbnails: true, feeds: true } });
  world.print(`Made: webhook ${id} to ${url}. Take its secret over with: npm run setup`);
}

async function enable(api: ProviderApi, positionals: readonly string[], world: World): Promise<number> {
  const [text, ...more] = positionals;
  if (text === undefined || more.length > 0) throw new UsageError("enable takes the number of one webhook");
  const { id, disabled } = await api.updateWebhook(idOf(text, "webhook"), { reEnable: true });
  world.print(`Webhook ${id} is ${disabled === null ? "enabled" : "still disabled"}.`);
  return disabled === null ? 0 : 1;
}

async function test(api: ProviderApi, positionals: readonly string[], world: World): Promise<void> {
  const kinds = { thumbnail: "Thumbnail", feeds: "Feeds" } as const;
  const [name = ""] = positionals;
  if (name !== "thumbnail" && name !== "feeds") throw new UsageError("test takes thumbnail or feeds");
  await api.sendTestHook(kinds[name], TEST_STREAM);
  world.print(`The provider says that it sends a test hook, for the stream ${TEST_STREAM}.`);
}
