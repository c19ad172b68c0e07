import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { parseStoreSettings } from "#lib/settings/store-settings.ts";
import { createClient } from "#lib/store/client.ts";
import { createS3Store } from "#lib/store/s3-store.ts";
import { idOf } from "../dispatch/actions.ts";
import { UsageError } from "../dispatch/dispatch.ts";
import { API_SECRET_HELP, API_SECRET_OPTION, connectProvider } from "../provider/connect.ts";
import { watchFor } from "../log/watch.ts";
import { plain } from "../world/plain.ts";
import { thisWorld, type World } from "../world/world.ts";
import { refusalOf } from "./refusal.ts";

const USAGE = `npm run livewall -- snap STREAM... [options]

Asks the provider for a thumbnail of each stream now. It comes as an ordinary hook. The provider allows 6 a minute for
each stream, so several of one stream are asked for 10 seconds apart.

  --times N                how many of each (1)
  --token ID               only of what is published with this token
  --wait                   wait until they are in the bucket, 30 seconds at most
${API_SECRET_HELP}
`;

const PATIENCE_MS = 30_000;
/** 6 a minute. */
const APART_MS = 10_000;

export function run(args: string[]): Promise<number> {
  return runSnap(args, thisWorld());
}

/** `livewall snap`. @returns the exit code: 1 when one was refused, or did not come though it was waited for */
export async function runSnap(args: string[], world: World, apartMs = APART_MS): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...API_SECRET_OPTION,
      times: { type: "string", default: "1" },
      token: { type: "string" },
      wait: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    world.print(USAGE);
    return 0;
  }
  if (positionals.length === 0) throw new UsageError("name at least one stream");
  if (!/^[1-9]\d{0,3}$/.test(values.times)) throw new UsageError("--times must be a whole number from 1");
  const token = values.token === undefined ? undefined : idOf(values.token, "publish token");
  const settings = values.wait ? parseStoreSettings(world.env) : null;
  const api = await connectProvider(world, values["api-secret-file"]);
  const account = await api.account();
  const names = [...new Set(positionals.map((text) => nameOf(text, account)))];
  const store = settings === null ? null : createS3Store(createClient(settings), settings.bucket);

  const isWell: boolean[] = [];
  for (let time = 0; time < Number(values.times); time++) {
    if (time > 0) await delay(apartMs);
    const outcomes = names.map(async (name) => {
      const watch = store === null ? null : await watchFor(store, { account, name }, PATIENCE_MS);
      const refusal = await api.requestThumbnail(name, token).then(() => null, refusalOf);
      if (refusal !== null) world.print(`${name}: not asked for: ${plain(refusal)}`);
      else if (watch === null) world.print(`${name}: asked for`);
      isWell.push(refusal === null && (watch === null || report(name, await watch(), world)));
    });
    await Promise.all(outcomes);
  }
  return isWell.every(Boolean) ? 0 : 1;
}

/** With the account before it, as the wall shows it, or without. */
function nameOf(text: string, account: string): string {
  return text.startsWith(`${account}/`) ? text.slice(account.length + 1) : text;
}

function report(name: string, came: { key: string; ms: number } | null, world: World): boolean {
  world.print(
    came === null
      ? `${name}: no picture came; is it live, and does the doctor find all well?`
      : `${name}: here after ${(came.ms / 1000).toFixed(1)} s, ${came.key}`,
  );
  return came !== null;
}
