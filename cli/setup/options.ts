import { InvalidArgumentError, Option } from "commander";
import { collect, createCommand, parseId, UsageError } from "../command.ts";
import { API_SECRET_OPTION } from "../provider.ts";
import type { World } from "../world.ts";
import { estimatePrice, parseDays } from "./retention.ts";

const DESCRIPTION = `Creates what Livewall needs: the bucket, publish tokens with thumbnails, the webhook and the settings.
It asks for what no option or setting says, changes only what is not right, and can be run again at any time.`;

export type SetupOptions = {
  readonly bucket?: string;
  readonly region?: string;
  readonly endpoint?: string;
  readonly keepLog?: number | "forever";
  readonly keepPreviews?: number | "forever";
  readonly skipBucket?: true;
  readonly policies?: true;
  readonly url?: string;
  readonly apiSecretFile?: string;
  readonly token?: readonly number[];
  readonly allTokens?: true;
  readonly createToken?: string;
  readonly stream?: readonly string[];
  readonly skipProvider?: true;
  readonly access?: string;
  readonly settingsFile: string;
  readonly writeKeys?: true;
  readonly vercel?: true;
  readonly vercelEnvironment: string;
  readonly dryRun?: true;
  readonly yes?: true;
};

const OF_BUCKET = ["keepLog", "keepPreviews"];
const OF_PROVIDER = ["apiSecretFile", "token", "allTokens", "createToken"];
const NOT_OF_POLICIES = [...OF_BUCKET, ...OF_PROVIDER, "writeKeys", "vercel"];

/** @throws CommanderError, UsageError */
export function parseOptions(args: string[], world: World): SetupOptions {
  const prices = `30 days of originals cost about ${estimatePrice(30)} per feed and month to store, 7 days ${estimatePrice(7)} (AWS list prices)`;
  const options = createCommand("setup", DESCRIPTION, world)
    .optionsGroup("The bucket:")
    .option("--bucket <name>", "its name (AWS_S3_BUCKET_NAME)")
    .option("--region <region>", "its region, such as eu-central-1")
    .option("--endpoint <url>", 'endpoint of another store than AWS; "" for AWS again')
    .option(
      "--keep-log <days>",
      `how long originals and events stay, or "forever" (7): the wall goes back as far. ${prices}`,
      parseDaysOption,
    )
    .option(
      "--keep-previews <days>",
      'how long previews and history stay, or "forever" (30)',
      parseDaysOption,
    )
    .addOption(new Option("--skip-bucket", "leave the bucket alone").conflicts(OF_BUCKET))
    .addOption(new Option("--policies", "only print the IAM policies").conflicts(NOT_OF_POLICIES))
    .optionsGroup("The provider:")
    .option("--url <url>", "the public address of this Livewall, such as https://wall.example.com")
    .option(...API_SECRET_OPTION)
    .option("--token <id>", "turn thumbnails on for this publish token; may be repeated", collect(parseId))
    .option("--all-tokens", "turn them on for all active tokens")
    .option("--create-token <label>", "create a publish token with thumbnails, once for each label")
    .option("--stream <name>", "a stream of the new token; may be repeated (any)", collect(String))
    .addOption(new Option("--skip-provider", "leave the provider alone").conflicts(OF_PROVIDER))
    .optionsGroup("The settings:")
    .option("--access <public|gated>", "who may see the wall: anybody, or viewers with a link")
    .option("--settings-file <file>", "the file to write; its other lines stay", ".env.local")
    .option("--write-keys", "write the AWS keys of the environment, too")
    .option("--vercel", "set them in the linked Vercel project, too, with its CLI")
    .option("--vercel-environment <name>", "the environment of that project", "production")
    .optionsGroup("Options:")
    .option("--dry-run", "print every call that would change something, and make none")
    .option("-y, --yes", "ask nothing")
    .parse(args, { from: "user" })
    .opts<SetupOptions>();
  if (options.stream !== undefined && options.createToken === undefined) {
    throw new UsageError("--stream says what a new token may publish: it goes with --create-token");
  }
  return options;
}

/** Commander turns null into "". */
function parseDaysOption(text: string): number | "forever" {
  const days = parseDays(text);
  if (days === undefined) throw new InvalidArgumentError('It must be whole days, or "forever".');
  return days ?? "forever";
}
