import { newAccessKey } from "#lib/access/key.ts";
import { SettingsError } from "#lib/settings/parse.ts";
import { parseAccessSettings } from "#lib/settings/settings.ts";
import { parseStoreSettings, type StoreSettings } from "#lib/settings/store-settings.ts";
import type { Environment } from "#lib/settings/environment.ts";
import { parseToolSettings } from "../tool-settings.ts";
import type { Ask } from "../ask.ts";
import { UsageError } from "../command.ts";
import { listFaults } from "../settings.ts";
import type { SetupOptions } from "./options.ts";

/** The input of setup, from options, settings and the operator. */
export type Answers = {
  /** The settings as they will be. */
  readonly env: Environment;
  readonly store: StoreSettings;
  /** Null when unknown, which only a setup without the provider can do without. */
  readonly publicUrl: string | null;
};

type Question = readonly [
  setting: string,
  option: "bucket" | "endpoint" | "region" | "url" | "access",
  /** `optional` is asked at a terminal and may be blank; `unasked` may be missing. */
  need: "required" | "optional" | "unasked",
  suggestion: string,
  text: string,
];

/** @throws UsageError that names all missing options, without a terminal */
export async function gatherAnswers(
  options: SetupOptions,
  env: Environment,
  ask: Ask | null,
): Promise<Answers> {
  const answered: Record<string, string | undefined> = { ...env };
  const missing: string[] = [];
  if (options.bucket !== undefined) requireBucketName(options.bucket.trim());
  for (const question of listQuestions(options, env, answered)) {
    const [name, option, need] = question;
    const given = options[option];
    const known = (given ?? env[name])?.trim();
    // A blank option removes an optional setting.
    if (known || (given !== undefined && need !== "required")) answered[name] = known;
    else if (need === "unasked" || (need === "optional" && ask === null)) continue;
    else if (ask === null) missing.push(`--${option}`);
    else answered[name] = await askFor(question, ask, answered);
  }
  if (missing.length > 0) throw new UsageError(`missing, and no terminal to ask: ${missing.join(", ")}`);
  if (answered.ACCESS === "gated" && !answered.ACCESS_KEYS) {
    answered.ACCESS_KEYS = newAccessKey(new Date().toISOString().slice(0, 10));
  }
  try {
    if (answered.ACCESS) parseAccessSettings(answered);
    const { publicUrl } = parseToolSettings(selectToolSettings(answered, options));
    return { env: answered, store: parseStoreSettings(answered), publicUrl };
  } catch (error) {
    if (error instanceof SettingsError) throw new UsageError(error.faults.join("\n  "));
    throw error;
  }
}

/** Faults of settings that are not used do not count. */
function selectToolSettings(env: Environment, { skipProvider, policies }: SetupOptions): Environment {
  if (policies) return {};
  return skipProvider ? { PUBLIC_URL: env.PUBLIC_URL } : env;
}

/** @param answered grows by the answer to each question, on which the next one may depend */
function* listQuestions(
  options: SetupOptions,
  env: Environment,
  answered: Environment,
): Generator<Question, void> {
  const { policies = false, skipProvider = policies } = options;
  // A region without an endpoint is AWS.
  const hasStore = policies || options.region !== undefined || (env.AWS_S3_BUCKET_NAME && env.AWS_REGION);
  yield ["AWS_S3_BUCKET_NAME", "bucket", "required", "", "The name of the bucket; it is created if missing"];
  yield [
    "AWS_ENDPOINT_URL_S3",
    "endpoint",
    hasStore ? "unasked" : "optional",
    "",
    "The S3 endpoint of R2, MinIO, Ceph or another store; blank for AWS",
  ];
  const isElsewhere = (answered.AWS_ENDPOINT_URL_S3 ?? "").trim() !== "";
  yield ["AWS_REGION", "region", isElsewhere ? "unasked" : "required", "us-east-1", "The bucket's region"];
  const mayLack = (isUnneeded: boolean) => (isUnneeded ? "unasked" : "required");
  yield [
    "PUBLIC_URL",
    "url",
    mayLack(skipProvider),
    "",
    "The wall's public address, such as https://wall.example.com",
  ];
  yield [
    "ACCESS",
    "access",
    mayLack(policies),
    "",
    "Who may see it? public: anybody; gated: viewers with a link",
  ];
}

const BUCKET_NAME =
  "a bucket has a name of 3 to 63 lower-case letters, digits, hyphens and dots, each part with a letter or digit at both ends";

/** The rules of AWS for a new bucket. Other stores have the same, or allow more. */
function isBucketName(name: string): boolean {
  const isWellFormed = /^(?=.{3,63}$)[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)*$/.test(name);
  return (
    isWellFormed && !/^(\d+\.){3}\d+$|^xn--|^sthree-|^amzn-s3-demo-|-s3alias$|--ol-s3$|--x-s3$/.test(name)
  );
}

function requireBucketName(name: string): void {
  if (name !== "" && !isBucketName(name)) throw new UsageError(`--bucket ${name}: ${BUCKET_NAME}`);
}

function askFor(
  [name, , need, suggestion, text]: Question,
  ask: Ask,
  answered: Environment,
): Promise<string> {
  return ask.text(text, suggestion, (answer) => {
    if (answer === "") return need === "optional" ? undefined : "It cannot be blank.";
    if (name === "AWS_S3_BUCKET_NAME" && !isBucketName(answer)) return BUCKET_NAME;
    if (name === "ACCESS") return /^(public|gated)$/.test(answer) ? undefined : "must be public or gated";
    const env = { ...answered, [name]: answer };
    const faults = [parseStoreSettings, parseToolSettings].flatMap((parse) => listFaults(() => parse(env)));
    return faults.find((fault) => fault.startsWith(`${name} `))?.slice(name.length + 1);
  });
}
