import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { newAccessKey } from "#lib/access/key.ts";
import { scopeOf } from "#lib/access/scope.ts";
import { LONGEST_DAYS, MAX_TOKEN_LENGTH, MOST_PATTERNS, signGrant } from "#lib/access/token.ts";
import { parseAccessSettings } from "#lib/settings/settings.ts";
import { parseToolSettings } from "#lib/settings/tools.ts";
import { UsageError } from "../dispatch/dispatch.ts";
import { thisWorld, type World } from "../world/world.ts";
import { parsePeriod } from "./period.ts";

const USAGE = `npm run livewall -- share --streams PATTERN [options]

Prints a link that opens a private wall (ACCESS=gated). Whoever has it sees what it opens, until it ends.

  --streams PATTERN        <account>/<name>, or <account>/<beginning>*; several with commas, or the option again
  --all                    every stream instead: for whoever runs the wall
  --for 7d                 how long: 30m, 12h, 7d, 8w; ${LONGEST_DAYS} days at most
  --url URL                where the world finds this Livewall; or set PUBLIC_URL
  --json                   the link and what it opens, for a program

  --new-key NAME           print a new key for ACCESS_KEYS instead

A link is withdrawn by its id in ACCESS_REVOKED, and all links of a key by taking the key out of ACCESS_KEYS.
`;

/** The clock of whoever makes a link may be ahead of the server's. */
const CLOCK_MARGIN_MS = 60_000;

export function run(args: string[]): Promise<number> {
  return runShare(args, thisWorld());
}

/** `livewall share`. @returns the exit code */
export async function runShare(args: string[], world: World, now = Date.now()): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      streams: { type: "string", multiple: true, default: [] },
      all: { type: "boolean", default: false },
      for: { type: "string", default: "7d" },
      url: { type: "string" },
      json: { type: "boolean", default: false },
      "new-key": { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    world.print(USAGE);
    return 0;
  }
  if (values["new-key"] !== undefined) {
    world.print(newKey(values["new-key"]));
    return 0;
  }
  const streams = values.all ? null : patternsOf(values.streams);
  if (values.all && values.streams.length > 0) throw new UsageError("--all or --streams, not both");
  const until = now + parsePeriod(values.for, LONGEST_DAYS);
  const access = parseAccessSettings(world.env);
  if (access.mode === "public")
    throw new UsageError("ACCESS is public: anybody sees the wall without a link");
  const { publicUrl } = parseToolSettings(
    values.url === undefined ? world.env : { ...world.env, PUBLIC_URL: values.url },
  );
  if (publicUrl === null) throw new UsageError("where is the wall? Give --url, or set PUBLIC_URL");
  const id = randomBytes(9).toString("base64url");
  const token = await signGrant({ link: id, streams, from: now - CLOCK_MARGIN_MS, until }, access.keys[0]);
  if (token.length > MAX_TOKEN_LENGTH) throw new UsageError("these are too many streams for one link");
  // Behind the #, so that it is in no log of a server or proxy, and no robot that looks links up can open it.
  const link = `${publicUrl}/join#${token}`;
  const ends = new Date(until).toISOString();
  if (values.json) {
    world.print(JSON.stringify({ link, id, ends, streams }));
    return 0;
  }
  world.print(link);
  world.print(
    `\nOpens ${streams === null ? "every stream" : streams.join(", ")} until ${ends}. Its id: ${id}`,
  );
  return 0;
}

function patternsOf(options: readonly string[]): string[] {
  const patterns = options.flatMap((text) => text.split(",")).map((text) => text.trim());
  if (patterns.length === 0) throw new UsageError("which streams? --streams PATTERN, or --all");
  if (patterns.length > MOST_PATTERNS) {
    throw new UsageError(`${patterns.length} streams are too many for one link: ${MOST_PATTERNS} at most`);
  }
  if (scopeOf(patterns) !== null) return patterns;
  const wrong = patterns.filter((pattern) => scopeOf([pattern]) === null).map((text) => JSON.stringify(text));
  throw new UsageError(
    `--streams takes <account>/<name> or <account>/<beginning>*, and not ${wrong.join(", ")}`,
  );
}

function newKey(name: string): string {
  if (!/^[A-Za-z0-9_-]{1,32}$/.test(name)) {
    throw new UsageError("--new-key takes a name of letters, digits, - and _, such as 2026-11");
  }
  return newAccessKey(name);
}
