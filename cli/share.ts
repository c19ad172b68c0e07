import { randomBytes } from "node:crypto";
import { InvalidArgumentError, Option } from "commander";
import { newAccessKey } from "#lib/access/key.ts";
import { parseScope } from "#lib/access/scope.ts";
import { MAX_LINK_DAYS, MAX_TOKEN_LENGTH, MAX_PATTERNS, signGrant } from "#lib/access/token.ts";
import { parseAccessSettings } from "#lib/settings/settings.ts";
import { collect, createCommand, UsageError } from "./command.ts";
import { parseLength } from "./period.ts";
import { requirePublicUrl } from "./settings.ts";
import { toJson } from "./text.ts";
import type { World } from "./world.ts";

/** The clock of this machine may be ahead of the server's. */
const CLOCK_MARGIN_MS = 60_000;
const DAY_MS = 86_400_000;

type ShareOptions = {
  readonly streams?: readonly string[];
  readonly all?: true;
  readonly for: number;
  readonly url?: string;
  readonly json?: true;
  readonly newKey?: string;
};

export async function run(args: string[], world: World, now = Date.now()): Promise<number> {
  const options = createCommand("share", "Prints a link that opens a private wall (ACCESS=gated).", world)
    .option(
      "--streams <pattern>",
      "<account>/<name>, or <account>/<beginning>*; several with commas, or the option again",
      collect(String),
    )
    .option("--all", "every stream: for an operator")
    .addOption(
      new Option("--for <length>", `30m, 12h, 7d or 8w; at most ${MAX_LINK_DAYS} days`)
        .argParser(parseLifetime)
        .default(7 * DAY_MS, "7d"),
    )
    .option("--url <url>", "the public address of this Livewall; or set PUBLIC_URL")
    .option("--json", "print the link and its scope as JSON")
    .option("--new-key <name>", "print a new key for ACCESS_KEYS instead", parseKeyName)
    .addHelpText(
      "after",
      "\nWithdraw a link by its id in ACCESS_REVOKED, or all links of a key by removing the key from ACCESS_KEYS.",
    )
    .parse(args, { from: "user" })
    .opts<ShareOptions>();
  if (options.newKey !== undefined) {
    world.print(newAccessKey(options.newKey));
    return 0;
  }
  const { streams: given, all, for: lifetimeMs, url, json } = options;
  if (all && given !== undefined) throw new UsageError("--all or --streams, not both");
  const streams = all ? null : parsePatterns(given ?? []);
  const access = parseAccessSettings(world.env);
  if (access.mode === "public") throw new UsageError("ACCESS is public: the wall needs no link");
  const publicUrl = requirePublicUrl(world, url);
  const id = randomBytes(9).toString("base64url");
  const until = now + lifetimeMs;
  const token = await signGrant({ link: id, streams, from: now - CLOCK_MARGIN_MS, until }, access.keys[0]);
  if (token.length > MAX_TOKEN_LENGTH) throw new UsageError("these are too many streams for one link");
  // Behind the #, so that no server or proxy logs it, and no robot that follows links opens it.
  const link = `${publicUrl}/join#${token}`;
  const ends = new Date(until).toISOString();
  if (json) world.print(toJson({ link, id, ends, streams }));
  else {
    world.print(link);
    world.print(`\nOpens ${streams?.join(", ") ?? "every stream"} until ${ends}. Its id: ${id}`);
  }
  return 0;
}

function parseLifetime(text: string): number {
  const ms = parseLength(text);
  if (ms <= MAX_LINK_DAYS * DAY_MS) return ms;
  throw new InvalidArgumentError(`It must be at most ${MAX_LINK_DAYS} days.`);
}

function parseKeyName(name: string): string {
  if (/^[A-Za-z0-9_-]{1,32}$/.test(name)) return name;
  throw new InvalidArgumentError("It must be a name of letters, digits, - and _, such as 2026-11.");
}

function parsePatterns(options: readonly string[]): string[] {
  const patterns = options.flatMap((text) => text.split(",")).map((text) => text.trim());
  if (patterns.length === 0) throw new UsageError("which streams? --streams PATTERN, or --all");
  if (patterns.length > MAX_PATTERNS) {
    throw new UsageError(`${patterns.length} streams are too many for one link: ${MAX_PATTERNS} at most`);
  }
  if (parseScope(patterns) !== null) return patterns;
  const wrong = patterns
    .filter((pattern) => parseScope([pattern]) === null)
    .map((text) => JSON.stringify(text));
  throw new UsageError(
    `--streams takes <account>/<name> or <account>/<beginning>*, and not ${wrong.join(", ")}`,
  );
}
