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
  isOptional: boolean,
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
  for (const question of listQuestions(options, env)) {
    const [name, option, isOptional] = question;
    const given = options[option];
    const known = (given ?? env[name])?.trim();
    // A blank option removes an optional setting.
    if (known || (given !== undefined && isOptional)) answered[name] = known;
    else if (isOptional) continue;
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

function listQuestions(options: SetupOptions, env: Environment): Question[] {
  const { policies = false, skipProvider = policies } = options;
  const isElsewhere = (options.endpoint ?? env.AWS_ENDPOINT_URL_S3 ?? "").trim() !== "";
  return [
    ["AWS_S3_BUCKET_NAME", "bucket", false, "", "The name of the bucket; it is created if there is none"],
    ["AWS_ENDPOINT_URL_S3", "endpoint", true, "", "The S3 endpoint"],
    ["AWS_REGION", "region", isElsewhere, "us-east-1", "The bucket's region"],
    ["PUBLIC_URL", "url", skipProvider, "", "The wall's public address, such as https://wall.example.com"],
    ["ACCESS", "access", policies, "public", "Who may see it? public: anybody; gated: viewers with a link"],
  ];
}

function askFor([name, , , suggestion, text]: Question, ask: Ask, answered: Environment): Promise<string> {
  return ask.text(text, suggestion, (answer) => {
    if (answer === "") return "It cannot be blank.";
    if (name === "ACCESS") return /^(public|gated)$/.test(answer) ? undefined : "must be public or gated";
    const env = { ...answered, [name]: answer };
    const faults = [parseStoreSettings, parseToolSettings].flatMap((parse) => listFaults(() => parse(env)));
    return faults.find((fault) => fault.startsWith(`${name} `))?.slice(name.length + 1);
  });
}
