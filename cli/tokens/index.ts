import { parseArgs } from "node:util";
import type { PublishToken } from "../provider-api/model.ts";
import type { ProviderApi } from "../provider-api/provider-api.ts";
import { actionOf, idOf } from "../dispatch/actions.ts";
import { UsageError } from "../dispatch/dispatch.ts";
import { API_SECRET_HELP, API_SECRET_OPTION, connectProvider } from "../provider/connect.ts";
import { plain } from "../world/plain.ts";
import { table } from "../world/table.ts";
import { thisWorld, type World } from "../world/world.ts";

const USAGE = `npm run livewall -- tokens <action>

  list [--json]                        the publish tokens of the account
  create LABEL [--stream NAME]...      a new one with thumbnails, for any stream unless some are named
         [--show-secret]               print the publishing token itself, too
  thumbnails ID... | --all [--off]     turn thumbnails on, or off
  enable ID...                         let one that is disabled publish again

${API_SECRET_HELP}
`;

export function run(args: string[]): Promise<number> {
  return runTokens(args, thisWorld());
}

/** `livewall tokens`. @returns the exit code */
export async function runTokens(args: string[], world: World): Promise<number> {
  const asked = actionOf(args, ["list", "create", "thumbnails", "enable"]);
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
      stream: { type: "string", multiple: true, default: [] },
      "show-secret": { type: "boolean", default: false },
      all: { type: "boolean", default: false },
      off: { type: "boolean", default: false },
    },
  });
  const connect = () => connectProvider(world, values["api-secret-file"]);
  switch (asked.action) {
    case "list":
      for (const line of list(await (await connect()).tokens(), values.json)) world.print(line);
      return 0;
    case "create":
      await create(positionals, values.stream, values["show-secret"], connect, world);
      return 0;
    case "thumbnails":
      await setThumbnails(positionals, values, connect, world);
      return 0;
    case "enable":
      await enable(positionals, connect, world);
      return 0;
  }
}

function list(tokens: readonly PublishToken[], asJson: boolean): string[] {
  if (asJson) return [JSON.stringify(tokens, null, 2)];
  if (tokens.length === 0) return ["The account has no publish tokens."];
  const rows = tokens.map(({ id, label, isActive, thumbnails, streams }) => [
    String(id),
    label,
    isActive ? "active" : "disabled",
    thumbnails ? "on" : "off",
    streams.map(({ name, isRegex }) => (isRegex ? `/${name}/` : name)).join(", "),
  ]);
  return table([["ID", "LABEL", "STATE", "THUMBNAILS", "STREAMS"], ...rows]);
}

async function create(
  positionals: readonly string[],
  streams: readonly string[],
  showsSecret: boolean,
  connect: () => Promise<ProviderApi>,
  world: World,
): Promise<void> {
  const [label, ...more] = positionals;
  if (label === undefined || more.length > 0) throw new UsageError("create takes one label");
  const names =
    streams.length === 0
      ? [{ name: ".*", isRegex: true }]
      : streams.map((name) => ({ name, isRegex: false }));
  const api = await connect();
  // A second one of the same label is most likely a command that was run twice.
  if ((await api.tokens()).some((token) => token.label === label)) {
    throw new Error(`there is a publish token "${label}" already: see tokens list`);
  }
  const token = await api.createToken({ label, streams: names });
  world.print(`Made: publish token ${token.id} "${token.label}", with thumbnails.`);
  world.print(
    showsSecret
      ? `Publishing token: ${token.credential.reveal()}`
      : "The publishing token itself is in the provider's dashboard, or shown with --show-secret at creation.",
  );
}

async function setThumbnails(
  positionals: readonly string[],
  { all, off }: { all: boolean; off: boolean },
  connect: () => Promise<ProviderApi>,
  world: World,
): Promise<void> {
  const ids = positionals.map((text) => idOf(text, "publish token"));
  if (all === ids.length > 0) throw new UsageError("name publish tokens by number, or give --all");
  const api = await connect();
  const tokens = await api.tokens();
  const chosen = all ? tokens.filter(({ isActive }) => isActive) : ofIds(tokens, ids);
  for (const { id, label, thumbnails } of chosen) {
    const isRight = thumbnails === !off;
    if (!isRight) await api.setThumbnails(id, !off);
    world.print(
      `Token ${id} "${plain(label)}": thumbnails are ${off ? "off" : "on"}${isRight ? ", as they were" : ""}.`,
    );
  }
  if (chosen.length === 0) world.print("There is no active publish token.");
}

async function enable(
  positionals: readonly string[],
  connect: () => Promise<ProviderApi>,
  world: World,
): Promise<void> {
  const ids = positionals.map((text) => idOf(text, "publish token"));
  if (ids.length === 0) throw new UsageError("name publish tokens by number");
  const api = await connect();
  for (const { id, label, isActive } of ofIds(await api.tokens(), ids)) {
    if (!isActive) await api.enableToken(id);
    world.print(`Token ${id} "${plain(label)}": is enabled${isActive ? ", as it was" : ""}.`);
  }
}

function ofIds(tokens: readonly PublishToken[], ids: readonly number[]): readonly PublishToken[] {
  const unknown = ids.filter((id) => !tokens.some((token) => token.id === id));
  if (unknown.length > 0) throw new UsageError(`no publish token has the number ${unknown.join(", ")}`);
  return tokens.filter(({ id }) => ids.includes(id));
}
