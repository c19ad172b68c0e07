import { newAccessKey } from "#lib/access/key.ts";
import { SettingsError } from "#lib/settings/faults.ts";
import { parseAccessSettings } from "#lib/settings/settings.ts";
import { parseStoreSettings, type StoreSettings } from "#lib/settings/store-settings.ts";
import type { Environment } from "#lib/settings/environment.ts";
import { parseToolSettings } from "#lib/settings/tools.ts";
import { UsageError } from "../dispatch/dispatch.ts";
import type { Ask } from "../world/ask.ts";
import type { SetupOptions } from "./options.ts";

/** What the set-up must know, from the options, the settings that there are, or a person. */
export type Answers = {
  /** The settings as they will be. */
  readonly env: Environment;
  readonly store: StoreSettings;
  /** Null when it is not said, which only a set-up that leaves the provider alone can do without. */
  readonly publicUrl: string | null;
};

type Question = {
  readonly name: string;
  readonly flag: string;
  readonly given: string | undefined;
  readonly asks: string;
  readonly suggestion: string;
  /** Whether it may stay open. */
  readonly isOptional?: boolean;
};

/** @throws UsageError that names all that is missing, where there is nobody to ask */
export async function gatherAnswers(
  options: SetupOptions,
  env: Environment,
  ask: Ask | null,
): Promise<Answers> {
  const answered: Record<string, string | undefined> = { ...env };
  const missing: string[] = [];
  for (const question of questions(options, env)) {
    const { name, flag, given, isOptional } = question;
    const known = given ?? env[name];
    // A blank option takes back what a setting says, where nothing needs it.
    if (known !== undefined && (known.trim() !== "" || (given !== undefined && isOptional === true)))
      answered[name] = known.trim();
    else if (ask !== null && isOptional !== true) answered[name] = await askFor(question, ask, answered);
    else if (isOptional !== true) missing.push(flag);
  }
  if (missing.length > 0) throw new UsageError(`missing, and nobody to ask: ${missing.join(", ")}`);
  if (answered.ACCESS === "gated" && !answered.ACCESS_KEYS) {
    answered.ACCESS_KEYS = newAccessKey(new Date().toISOString().slice(0, 10));
  }
  try {
    if (answered.ACCESS) parseAccessSettings(answered);
    const { publicUrl } = parseToolSettings(toolSettingsOf(answered, options));
    return { env: answered, store: parseStoreSettings(answered), publicUrl };
  } catch (error) {
    if (error instanceof SettingsError) throw new UsageError(error.faults.join("\n  "));
    throw error;
  }
}

/** Whoever leaves the provider alone is not told what is wrong of its settings; a policy names no address at all. */
function toolSettingsOf(env: Environment, { skipProvider, onlyPolicies }: SetupOptions): Environment {
  if (onlyPolicies) return {};
  return skipProvider ? { PUBLIC_URL: env.PUBLIC_URL } : env;
}

function questions(options: SetupOptions, env: Environment): Question[] {
  const endpoint = (options.endpoint ?? env.AWS_ENDPOINT_URL_S3 ?? "").trim();
  return [
    {
      name: "AWS_S3_BUCKET_NAME",
      flag: "--bucket",
      given: options.bucket,
      asks: "The name of the bucket; it is made if there is none",
      suggestion: "",
    },
    {
      name: "AWS_ENDPOINT_URL_S3",
      flag: "--endpoint",
      given: options.endpoint,
      asks: "The S3 endpoint",
      suggestion: "",
      isOptional: true,
    },
    {
      name: "AWS_REGION",
      flag: "--region",
      given: options.region,
      asks: "The bucket's region",
      suggestion: "us-east-1",
      isOptional: endpoint !== "",
    },
    {
      name: "PUBLIC_URL",
      flag: "--url",
      given: options.url,
      asks: "Where the world finds this Livewall, such as https://wall.example.com",
      suggestion: "",
      isOptional: options.skipProvider,
    },
    {
      name: "ACCESS",
      flag: "--access",
      given: options.access,
      asks: "Who may see the wall: public for anybody, gated for who is given a link",
      suggestion: "public",
      isOptional: options.onlyPolicies,
    },
  ];
}

/** Asks until the answer can be a setting. */
function askFor({ name, asks, suggestion }: Question, ask: Ask, answered: Environment): Promise<string> {
  return ask.text(asks, suggestion, (answer) => {
    if (answer === "") return "It cannot be blank.";
    if (name === "ACCESS") return /^(public|gated)$/.test(answer) ? undefined : "must be public or gated";
    const faults = faultsOf({ ...answered, [name]: answer });
    return faults.find((fault) => fault.startsWith(`${name} `))?.slice(name.length + 1);
  });
}

function faultsOf(env: Environment): string[] {
  return [parseStoreSettings, parseToolSettings].flatMap((parse) => {
    try {
      parse(env);
      return [];
    } catch (error) {
      return error instanceof SettingsError ? error.faults : [];
    }
  });
}
