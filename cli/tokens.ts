import { escapeText } from "#lib/http/escape.ts";
import { collect, createCommand, parseId, UsageError } from "./command.ts";
import { API_SECRET_OPTION, connectProvider } from "./provider.ts";
import type { PublishToken } from "./provider-api/model.ts";
import { table, toJson } from "./text.ts";
import type { World } from "./world.ts";

export async function run(args: string[], world: World): Promise<number> {
  const command = createCommand("tokens", "Manages the publish tokens of the account.", world);
  command.option(...API_SECRET_OPTION);
  const connect = () => connectProvider(world, command.opts<{ apiSecretFile?: string }>().apiSecretFile);

  command
    .command("list")
    .description("list the publish tokens")
    .option("--json", "print JSON")
    .action(async ({ json }: { json?: true }) => {
      const tokens = await (await connect()).tokens();
      for (const line of json ? [toJson(tokens, 2)] : toTable(tokens)) world.print(line);
    });
  command
    .command("create <label>")
    .description("create one with thumbnails")
    .option("--stream <name>", "a stream that it may publish; may be repeated (any)", collect(String))
    .option("--show-secret", "print the publishing token itself")
    .action(async (label: string, options: { stream?: string[]; showSecret?: true }) => {
      const api = await connect();
      // A second one of the same label is most likely a command that was run twice.
      if ((await api.tokens()).some((known) => known.label === label)) {
        throw new Error(`there is a publish token "${label}" already: see tokens list`);
      }
      const token = await api.createToken({ label, streams: toStreamRules(options.stream ?? []) });
      world.print(`Created: publish token ${token.id} "${escapeText(token.label)}", with thumbnails.`);
      world.print(
        options.showSecret
          ? `Publishing token: ${token.credential.reveal()}`
          : "The publishing token itself is in the provider's dashboard, or shown with --show-secret at creation.",
      );
    });
  command
    .command("thumbnails")
    .description("turn thumbnails on")
    .argument("[id...]", "numbers of tokens", collect(parseId))
    .option("--all", "for all active tokens")
    .option("--off", "turn them off")
    .action(async (ids: number[] = [], { all = false, off = false }: { all?: boolean; off?: boolean }) => {
      if (all === ids.length > 0) throw new UsageError("name publish tokens by number, or give --all");
      const api = await connect();
      const tokens = await api.tokens();
      const chosen = all ? tokens.filter(({ isActive }) => isActive) : findTokens(tokens, ids);
      for (const { id, label, thumbnails } of chosen) {
        const isDone = thumbnails !== off;
        if (!isDone) await api.setThumbnails(id, !off);
        world.print(
          `Token ${id} "${escapeText(label)}": thumbnails are ${off ? "off" : "on"}${isDone ? ", as they were" : ""}.`,
        );
      }
      if (chosen.length === 0) world.print("There is no active publish token.");
    });
  const setActive = (name: string, description: string, isWanted: boolean) =>
    command
      .command(name)
      .description(description)
      .argument("<id...>", "numbers of tokens", collect(parseId))
      .action(async (ids: number[]) => {
        const api = await connect();
        for (const { id, label, isActive } of findTokens(await api.tokens(), ids)) {
          const isDone = isActive === isWanted;
          if (!isDone) await api.setActive(id, isWanted);
          world.print(`Token ${id} "${escapeText(label)}": is ${name}d${isDone ? ", as it was" : ""}.`);
        }
      });
  setActive("enable", "enable disabled tokens again", true);
  setActive("disable", "disable tokens, so that they publish no more", false);
  await command.parseAsync(args, { from: "user" });
  return 0;
}

function toTable(tokens: readonly PublishToken[]): string[] {
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

export function toStreamRules(names: readonly string[]) {
  if (names.length === 0) return [{ name: ".*", isRegex: true }];
  return names.map((name) => ({ name, isRegex: false }));
}

/** @throws UsageError for an unknown number */
export function findTokens(tokens: readonly PublishToken[], ids: readonly number[]): PublishToken[] {
  const unknown = ids.filter((id) => !tokens.some((token) => token.id === id));
  if (unknown.length > 0) throw new UsageError(`no publish token has the number ${unknown.join(", ")}`);
  return tokens.filter(({ id }) => ids.includes(id));
}
