import { setTimeout as delay } from "node:timers/promises";
import { escapeText } from "#lib/http/escape.ts";
import { parseStoreSettings } from "#lib/settings/store-settings.ts";
import { openStore } from "#lib/store/s3-store.ts";
import { createCommand, parseId, wholeNumber } from "./command.ts";
import { watchFor } from "./log.ts";
import { API_SECRET_OPTION, connectProvider } from "./provider.ts";
import { ProviderError } from "./provider-api/call.ts";
import type { World } from "./world.ts";

const PATIENCE_MS = 30_000;
/** The provider allows 6 a minute for each stream. */
const INTERVAL_MS = 10_000;
const LIMIT = "Wait a minute, and run the command again: the provider takes 6 a minute for each stream.";
const LIVE =
  "Is it live, under this name? If so, wait a minute: the provider takes 6 a minute for each stream.";

type SnapOptions = {
  readonly times: number;
  readonly token?: number;
  readonly wait?: true;
  readonly apiSecretFile?: string;
};

/** `livewall snap`. Returns 1 when a request was rejected, or an awaited picture did not come. */
export async function run(args: string[], world: World, intervalMs = INTERVAL_MS): Promise<number> {
  const command = createCommand("snap", "Asks the provider for a thumbnail of each stream now.", world)
    .argument("<stream...>", "names of streams")
    .option("--times <n>", "how many of each, 10 seconds apart", wholeNumber(1, 9_999), 1)
    .option("--token <id>", "only streams that are published with this token", parseId)
    .option("--wait", "wait until they are in the bucket, at most 30 seconds")
    .option(...API_SECRET_OPTION)
    .parse(args, { from: "user" });
  const { times, token, wait, apiSecretFile } = command.opts<SnapOptions>();
  const settings = wait ? parseStoreSettings(world.env) : null;
  const api = await connectProvider(world, apiSecretFile);
  const account = await api.account();
  const prefix = `${account}/`;
  const names = new Set(
    command.args.map((text) => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  );
  const store = settings === null ? null : openStore(settings);

  /** Returns false when the request was rejected or no picture came. */
  async function snap(name: string): Promise<boolean> {
    const awaitFrame = store === null ? null : await watchFor(store, { account, name }, PATIENCE_MS);
    const rejection = await api.requestThumbnail(name, token).then(() => null, describeRejection);
    if (rejection !== null) {
      world.print(`${name}: not asked for: ${escapeText(rejection)}`);
      return false;
    }
    if (awaitFrame === null) {
      world.print(`${name}: asked for`);
      return true;
    }
    const frame = await awaitFrame();
    world.print(
      frame === null
        ? `${name}: no picture came; is it live, and does the doctor find a problem?`
        : `${name}: here after ${(frame.ms / 1000).toFixed(1)} s, ${frame.key}`,
    );
    return frame !== null;
  }

  let isDone = true;
  for (let time = 0; time < times; time++) {
    if (time > 0) await delay(intervalMs);
    const results = await Promise.all([...names].map(snap));
    isDone &&= results.every(Boolean);
  }
  return isDone ? 0 : 1;
}

/**
 * Describes why the provider rejected a request for one stream, with the remedy. The answer at its limit is not
 * documented: it may be 429, or a 400 that only its text tells from others.
 *
 * @throws errors that are not about this stream
 */
function describeRejection(error: unknown): string {
  if (!(error instanceof ProviderError)) throw error;
  const { fault, message } = error;
  if (fault === "limited" || (fault === "refused" && /too many|\b(rate|limit|exceeded)\b/i.test(message))) {
    return `${message}. ${LIMIT}`;
  }
  if (fault === "refused") return `${message}. ${LIVE}`;
  throw error;
}
