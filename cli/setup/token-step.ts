import type { ProviderApi } from "../provider-api/provider-api.ts";
import type { PublishToken } from "../provider-api/model.ts";
import { UsageError } from "../dispatch/dispatch.ts";
import { plain } from "../world/plain.ts";
import type { Ask } from "../world/ask.ts";
import type { Changes } from "./changes.ts";

export type TokenWishes = {
  readonly tokens: readonly number[];
  readonly allTokens: boolean;
  readonly createToken: string | undefined;
  readonly streams: readonly string[];
};

const MAX_LABEL = 128;

/** Has at least one publish token send thumbnails. Safe to repeat: a token of the same label is not made twice. */
export async function setUpTokens(
  api: ProviderApi,
  wishes: TokenWishes,
  ask: Ask | null,
  changes: Changes,
): Promise<void> {
  changes.title("Publish tokens");
  const tokens = await api.tokens();
  const label = wishes.createToken ?? (await labelToMake(tokens, wishes, ask));
  if (label !== undefined) await createToken(api, tokens, label, wishes.streams, changes);
  const chosen = await choose(tokens, { ...wishes, createToken: label }, ask);
  for (const token of chosen) await turnOn(api, token, changes);
}

async function turnOn(api: ProviderApi, token: PublishToken, changes: Changes): Promise<void> {
  const says = `${nameOf(token)} ${token.isActive ? "sends thumbnails" : "has thumbnails on"}`;
  if (token.thumbnails) changes.fine(says);
  else {
    const call = `PUT /api/publish_token/${token.id}`;
    await changes.make(call, { enableThumbnails: true }, () => api.setThumbnails(token.id, true));
    changes.done(says);
  }
  if (!token.isActive) changes.note(`it sends none while it is disabled: ${howToEnable(token)}`);
}

/** Never done unasked: somebody may have disabled it because others know its credential. */
function howToEnable({ id }: PublishToken): string {
  return `npm run livewall -- tokens enable ${id} lets it publish again`;
}

/** An account without any needs one; a person may name it. */
async function labelToMake(
  tokens: readonly PublishToken[],
  { tokens: ids }: TokenWishes,
  ask: Ask | null,
): Promise<string | undefined> {
  if (ask === null || ids.length > 0 || tokens.some(({ isActive }) => isActive)) return undefined;
  return await ask.text(
    "The account has no active publish token. Make one, for any stream, named",
    "livewall",
    (label) => {
      if (label === "" || label.length > MAX_LABEL) return `It must have 1 to ${MAX_LABEL} characters.`;
      return tokens.some((token) => token.label === label) ? "A disabled one has this name." : undefined;
    },
  );
}

async function createToken(
  api: ProviderApi,
  tokens: readonly PublishToken[],
  label: string,
  streams: readonly string[],
  changes: Changes,
): Promise<void> {
  const ofLabel = tokens.filter((token) => token.label === label);
  const known = ofLabel.find(({ isActive }) => isActive);
  if (known !== undefined) {
    await turnOn(api, known, changes);
    return;
  }
  const [disabled] = ofLabel;
  if (disabled !== undefined) {
    throw new UsageError(
      `publish ${nameOf(disabled)} is disabled, and sends nothing: choose another label, or ${howToEnable(disabled)}`,
    );
  }
  const token = {
    label,
    streams:
      streams.length === 0
        ? [{ name: ".*", isRegex: true }]
        : streams.map((name) => ({ name, isRegex: false })),
  };
  const detail = { label, streams: token.streams, enableThumbnails: true };
  const created = await changes.make("POST /api/publish_token", detail, () => api.createToken(token));
  if (created !== null) changes.done(`${nameOf(created)} is made, and sends thumbnails`);
}

async function choose(
  tokens: readonly PublishToken[],
  { tokens: ids, allTokens, createToken }: TokenWishes,
  ask: Ask | null,
): Promise<readonly PublishToken[]> {
  const active = tokens.filter(({ isActive }) => isActive);
  if (ids.length > 0) {
    const unknown = ids.filter((id) => !tokens.some((token) => token.id === id));
    if (unknown.length > 0) throw new UsageError(`no publish token has the number ${unknown.join(", ")}`);
    return tokens.filter(({ id }) => ids.includes(id));
  }
  if (allTokens) return active;
  if (createToken !== undefined) return [];
  if (active.length === 0) {
    throw new UsageError("the account has no active publish token: make one with --create-token LABEL");
  }
  if (active.every(({ thumbnails }) => thumbnails)) return active;
  if (ask !== null) {
    const choices = active.map((token) => ({ value: token.id, label: nameOf(token) }));
    const initial = active.map(({ id }) => id);
    const chosen = await ask.choose("Which publish tokens are to send thumbnails?", choices, initial);
    return active.filter(({ id }) => chosen.includes(id));
  }
  const sending = active.filter(({ thumbnails }) => thumbnails);
  if (sending.length > 0) return sending;
  throw new UsageError(
    `no publish token sends thumbnails: choose with --token ID or --all-tokens. There are ${active.map(nameOf).join(", ")}`,
  );
}

function nameOf({ id, label }: PublishToken): string {
  return label === "" ? `token ${id}` : `token ${id} "${plain(label)}"`;
}
