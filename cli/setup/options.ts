import { parseArgs } from "node:util";
import type { Retention } from "#lib/store/lifecycle.ts";
import { API_SECRET_HELP, API_SECRET_OPTION } from "../provider/connect.ts";
import { UsageError } from "../dispatch/dispatch.ts";
import { logPrice } from "./log-price.ts";
import { readDays } from "./retention-step.ts";

export const USAGE = `npm run setup -- [options]

Makes all that Livewall needs: the bucket, the publish tokens' thumbnails, the webhook, and the settings. It asks for
what it is not told, changes only what is not right yet, and can be run again at any time.

The bucket
  --bucket NAME            AWS_S3_BUCKET_NAME, if it is set
  --region REGION          such as eu-central-1
  --endpoint URL           of another store than AWS; "" for AWS again
  --keep-log DAYS          how long originals and events stay, or "forever" (7): the wall goes back as far. 30 days of
                           originals cost about ${logPrice(30)} per feed and month to store, 7 days ${logPrice(7)} (AWS list prices)
  --keep-previews DAYS     how long previews stay, or "forever" (30): a stream's history goes back as far
  --skip-bucket            leave the bucket alone
  --policies               print the IAM policies and do nothing else

The provider
  --url URL                where the world finds this Livewall, such as https://wall.example.com
${API_SECRET_HELP}
  --token ID               turn thumbnails on for this publish token; may be repeated
  --all-tokens             turn them on for every active one
  --create-token LABEL     make a publish token with thumbnails, unless there is one of this label
  --stream NAME            a stream that the new token may publish; may be repeated (any stream)
  --skip-provider          leave the provider alone

The settings
  --access public|gated    who may see the wall: anybody, or who is given a link (docs/access.md)
  --settings-file FILE     where they are written (.env.local); other lines stay
  --write-keys             write the AWS keys of the environment there too
  --vercel                 set them in the linked Vercel project too, by its CLI
  --vercel-environment E   which of its environments (production)

  --dry-run                print every call that would change something, and make none
  --yes                    ask nothing
`;

export type SetupOptions = {
  readonly bucket: string | undefined;
  readonly region: string | undefined;
  readonly endpoint: string | undefined;
  readonly url: string | undefined;
  readonly access: string | undefined;
  readonly retention: Partial<Retention>;
  readonly skipBucket: boolean;
  readonly skipProvider: boolean;
  readonly onlyPolicies: boolean;
  readonly apiSecretFile: string | undefined;
  readonly tokens: readonly number[];
  readonly allTokens: boolean;
  readonly createToken: string | undefined;
  readonly streams: readonly string[];
  readonly envFile: string;
  readonly writeKeys: boolean;
  /** The environment of the Vercel project; null to leave Vercel alone. */
  readonly vercel: string | null;
  readonly isDryRun: boolean;
  readonly asksNothing: boolean;
};

/** Null when only help was asked for. Throws UsageError, or what parseArgs throws. */
export function parseOptions(args: string[]): SetupOptions | null {
  const { values } = parseArgs({
    args,
    options: {
      ...API_SECRET_OPTION,
      bucket: { type: "string" },
      region: { type: "string" },
      endpoint: { type: "string" },
      url: { type: "string" },
      access: { type: "string" },
      "keep-log": { type: "string" },
      "keep-previews": { type: "string" },
      "skip-bucket": { type: "boolean", default: false },
      "skip-provider": { type: "boolean", default: false },
      policies: { type: "boolean", default: false },
      token: { type: "string", multiple: true, default: [] },
      "all-tokens": { type: "boolean", default: false },
      "create-token": { type: "string" },
      stream: { type: "string", multiple: true, default: [] },
      "settings-file": { type: "string", default: ".env.local" },
      "write-keys": { type: "boolean", default: false },
      vercel: { type: "boolean", default: false },
      "vercel-environment": { type: "string", default: "production" },
      "dry-run": { type: "boolean", default: false },
      yes: { type: "boolean", short: "y", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return null;
  refuseWhatComesToNothing(values);
  return {
    bucket: values.bucket,
    region: values.region,
    endpoint: values.endpoint,
    url: values.url,
    access: values.access,
    retention: {
      ...days("log", values["keep-log"]),
      ...days("previews", values["keep-previews"]),
    },
    skipBucket: values["skip-bucket"],
    skipProvider: values["skip-provider"],
    onlyPolicies: values.policies,
    apiSecretFile: values["api-secret-file"],
    tokens: values.token.map(tokenId),
    allTokens: values["all-tokens"],
    createToken: values["create-token"],
    streams: values.stream,
    envFile: values["settings-file"],
    writeKeys: values["write-keys"],
    vercel: values.vercel ? values["vercel-environment"] : null,
    isDryRun: values["dry-run"],
    asksNothing: values.yes,
  };
}

/** Options that would be ignored: whoever gives them expects something of them. */
function refuseWhatComesToNothing(values: Readonly<Record<string, Value>>): void {
  const isGiven = (name: string) => {
    const value = values[name];
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
  };
  if (isGiven("stream") && !isGiven("create-token")) {
    throw new UsageError("--stream says what a new token may publish: it goes with --create-token");
  }
  for (const [without, names] of Object.entries(NOTHING_WITH)) {
    const idle = isGiven(without) ? names.filter(isGiven) : [];
    if (idle.length > 0) {
      throw new UsageError(`--${without} leaves no use for ${idle.map((name) => `--${name}`).join(", ")}`);
    }
  }
}

type Value = string | boolean | readonly string[] | undefined;

const OF_BUCKET = ["keep-log", "keep-previews"];
const OF_PROVIDER = ["api-secret-file", "token", "all-tokens", "create-token"];
const NOTHING_WITH: Readonly<Record<string, readonly string[]>> = {
  "skip-bucket": OF_BUCKET,
  "skip-provider": OF_PROVIDER,
  policies: [...OF_BUCKET, ...OF_PROVIDER, "write-keys", "vercel"],
};

function days(name: keyof Retention, text: string | undefined): Partial<Retention> {
  if (text === undefined) return {};
  const value = readDays(text);
  if (value === undefined) throw new UsageError(`--keep-${name} must be whole days, or "forever"`);
  return { [name]: value };
}

function tokenId(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new UsageError("--token must be the number of a publish token");
  return Number(text);
}
