import { escapeText } from "#lib/http/escape.ts";
import type { Ask } from "../ask.ts";
import { UsageError } from "../command.ts";
import type { PublishToken } from "../provider-api/model.ts";
import type { ProviderApi } from "../provider-api/provider-api.ts";
import { findTokens, toStreamRules } from "../tokens.ts";
import type { Changes } from "./changes.ts";
import type { SetupOptions } from "./options.ts";

type TokenOptions = Pick<SetupOptions, "token" | "allTokens" | "createToken" | "stream">;

const MAX_LABEL = 128;

/** Makes at least one publish token send thumbnails. Safe to repeat: a label is not used twice. */
export async function setUpTokens(
  api: ProviderApi,
  options: TokenOptions,
  ask: Ask | null,
  changes: Changes,
): Promise<void> {
  changes.title("Publish tokens");
  const tokens = await api.tokens();
  const label = options.createToken ?? (await askForLabel(tokens, options, ask));
  if (label !== undefined) await createToken(api, tokens, label, options.stream ?? [], changes);
  const chosen = await chooseTokens(tokens, options, label !== undefined, ask);
  for (const token of chosen) await turnOn(api, token, changes);
}

async function turnOn(api: ProviderApi, token: PublishToken, changes: Changes): Promise<void> {
  const text = `${toName(token)} ${token.isActive ? "sends thumbnails" : "has thumbnails on"}`;
  if (token.thumbnails) changes.fine(text);
  else {
    const call = `PUT /api/publish_token/${token.id}`;
    await changes.make(call, { enableThumbnails: true }, () => api.setThumbnails(token.id, true));
    changes.done(text);
  }
  if (!token.isActive) changes.note(`it sends none while it is disabled: ${howToEnable(token)}`);
}

/** Setup enables no token: its credential may be known to others. */
function howToEnable({ id }: PublishToken): string {
  return `npm run livewall -- tokens enable ${id} lets it publish again`;
}

async function askForLabel(
  tokens: readonly PublishToken[],
  { token: ids = [] }: TokenOptions,
  ask: Ask | null,
): Promise<string | undefined> {
  if (ask === null || ids.length > 0 || tokens.some(({ isActive }) => isActive)) return undefined;
  const question = "The account has no active publish token. Create one, for any stream, named";
  return await ask.text(question, "livewall", (label) => {
    if (label === "" || label.length > MAX_LABEL) return `It must have 1 to ${MAX_LABEL} characters.`;
    return tokens.some((token) => token.label === label) ? "A disabled one has this name." : undefined;
  });
}

async function createToken(
  api: ProviderApi,
  tokens: readonly PublishToken[],
  label: string,
  names: readonly string[],
  changes: Changes,
): Promise<void> {
  const [known] = tokens
    .filter((token) => token.label === label)
    .toSorted((a, b) => Number(b.isActive) - Number(a.isActive));
  if (known?.isActive) {
    await turnOn(api, known, changes);
    return;
  }
  if (known !== undefined) {
    throw new UsageError(
      `publish ${toName(known)} is disabled, and sends nothing: choose another label, or ${howToEnable(known)}`,
    );
  }
  const token = { label, streams: toStreamRules(names) };
  const detail = { ...token, enableThumbnails: true };
  const created = await changes.make("POST /api/publish_token", detail, () => api.createToken(token));
  if (created !== null) changes.done(`${toName(created)} is created, and sends thumbnails`);
}

async function chooseTokens(
  tokens: readonly PublishToken[],
  { token: ids = [], allTokens }: TokenOptions,
  hasCreated: boolean,
  ask: Ask | null,
): Promise<readonly PublishToken[]> {
  if (ids.length > 0) return findTokens(tokens, ids);
  const active = tokens.filter(({ isActive }) => isActive);
  if (allTokens) return active;
  if (hasCreated) return [];
  if (active.length === 0) {
    throw new UsageError("the account has no active publish token: create one with --create-token LABEL");
  }
  const sending = active.filter(({ thumbnails }) => thumbnails);
  if (sending.length === active.length) return active;
  if (ask !== null) {
    const choices = active.map((token) => ({ value: token.id, label: toName(token) }));
    const initial = active.map(({ id }) => id);
    return findTokens(active, await ask.choose("Which publish tokens send thumbnails?", choices, initial));
  }
  if (sending.length > 0) return sending;
  throw new UsageError(
    `no publish token sends thumbnails: choose with --token ID or --all-tokens. There are ${active.map(toName).join(", ")}`,
  );
}

function toName({ id, label }: PublishToken): string {
  return label === "" ? `token ${id}` : `token ${id} "${escapeText(label)}"`;
}
