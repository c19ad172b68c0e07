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

type Question = {
  readonly name: string;
  readonly option: "bucket" | "endpoint" | "region" | "url" | "access";
  readonly text: string;
  readonly suggestion: string;
  readonly isOptional: boolean;
};

/** @throws UsageError that names all missing options, without a terminal */
export async function gatherAnswers(
  options: SetupOptions,
  env: Environment,
  ask: Ask | null,
): Promise<Answers> {
  const answered: Record<string, string | undefined> = { ...env };
  const missing: string[] = [];
  for (const question of listQuestions(options, env)) {
    const { name, option, isOptional } = question;
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
    {
      name: "AWS_S3_BUCKET_NAME",
      option: "bucket",
      text: "The name of the bucket; it is created if there is none",
      suggestion: "",
      isOptional: false,
    },
    {
      name: "AWS_ENDPOINT_URL_S3",
      option: "endpoint",
      text: "The S3 endpoint",
      suggestion: "",
      isOptional: true,
    },
    {
      name: "AWS_REGION",
      option: "region",
      text: "The bucket's region",
      suggestion: "us-east-1",
      isOptional: isElsewhere,
    },
    {
      name: "PUBLIC_URL",
      option: "url",
      text: "The public address of this Livewall, such as https://wall.example.com",
      suggestion: "",
      isOptional: skipProvider,
    },
    {
      name: "ACCESS",
      option: "access",
      text: "Who may see the wall? public: anybody; gated: viewers with a link",
      suggestion: "public",
      isOptional: policies,
    },
  ];
}

/** Asks until the answer is a valid setting. */
function askFor({ name, text, suggestion }: Question, ask: Ask, answered: Environment): Promise<string> {
  return ask.text(text, suggestion, (answer) => {
    if (answer === "") return "It cannot be blank.";
    if (name === "ACCESS") return /^(public|gated)$/.test(answer) ? undefined : "must be public or gated";
    const env = { ...answered, [name]: answer };
    const faults = [parseStoreSettings, parseToolSettings].flatMap((parse) => listFaults(() => parse(env)));
    return faults.find((fault) => fault.startsWith(`${name} `))?.slice(name.length + 1);
  });
}
