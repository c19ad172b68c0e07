import path from "node:path";
import { parseArgs } from "node:util";
import { parseStream, streamId, type Stream } from "#lib/model/stream.ts";
import { parseStoreSettings } from "#lib/settings/store-settings.ts";
import { openVersions } from "../bucket/versions.ts";
import { createClient } from "#lib/store/client.ts";
import { createS3Store } from "#lib/store/s3-store.ts";
import type { Store } from "#lib/store/store.ts";
import { UsageError } from "../dispatch/dispatch.ts";
import { listTail } from "../log/tail.ts";
import { count } from "../progress/progress.ts";
import { plain } from "../world/plain.ts";
import { thisWorld, type World } from "../world/world.ts";
import { findObjects, type Found } from "./objects.ts";
import { findSpoolFiles, type SpoolFiles } from "./spool-files.ts";
import { createListedCount, explainDenied, tellCounts } from "./telling.ts";

const USAGE = `npm run livewall -- erase --stream ACCOUNT/NAME [options]

Deletes all that is stored of a stream: its pictures, events and history in the bucket, older versions included, and its
hooks in the spool (SPOOL_DIR). It lists the whole log, one LIST per 1,000 entries, twice. It needs keys that may
administer the bucket: the app's own may delete nothing. It refuses while hooks of the stream still come: stop the
stream, or leave it out of STREAMS, and wait five minutes.

  --stream ACCOUNT/NAME    the stream
  --dry-run                count what would be deleted, and delete nothing
  --yes                    do not ask
`;

/** A stream that has sent nothing for so long is offline. */
const QUIET_MS = 5 * 60_000;
const PATIENCE_MS = 20_000;
const LIST_DEADLINE_MS = 120_000;
/** Something puts new objects if so many looks find some. */
const MAX_LOOKS = 5;

type Look = () => Promise<Found & { readonly spool: number; readonly unreadable: number }>;

export function run(args: string[]): Promise<number> {
  return runErase(args, thisWorld());
}

/** `livewall erase`. @returns the exit code: 1 when somebody said no */
export async function runErase(args: string[], world: World): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      stream: { type: "string" },
      "dry-run": { type: "boolean", default: false },
      yes: { type: "boolean", short: "y", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    world.print(USAGE);
    return 0;
  }
  const isDryRun = values["dry-run"];
  const stream = parseStream(values.stream ?? "");
  if (stream === null) throw new UsageError("--stream must be <account>/<name>");
  if (world.ask === null && !values.yes && !isDryRun)
    throw new UsageError("nobody can be asked whether to delete: add --yes");
  const settings = parseStoreSettings(world.env);
  await refuseIfLive(createS3Store(createClient(settings), settings.bucket), stream, isDryRun, world);
  const bucket = openVersions(createClient(settings, PATIENCE_MS), settings.bucket);
  const onListed = createListedCount(world.print);
  const look: Look = async () => ({
    ...(await findObjects(bucket, stream, isDryRun ? () => Promise.resolve() : bucket.remove, onListed)),
    ...(await lookAtSpool(world, stream, isDryRun)),
  });
  if (isDryRun) {
    tellCounts("would delete", await look().catch(explainDenied), world.print);
    return 0;
  }
  const question = `Delete all that the bucket ${settings.bucket} holds of ${plain(streamId(stream))}? Nothing brings it back.`;
  if (!values.yes && (await world.ask?.confirm(question, false)) !== true) {
    world.print("Nothing was deleted.");
    return 1;
  }
  await eraseAll(look, stream, world).catch(explainDenied);
  return 0;
}

/** @throws Error while hooks of the stream still come; a dry run only says so */
async function refuseIfLive(store: Store, stream: Stream, isDryRun: boolean, world: World): Promise<void> {
  const entries = await listTail(store, QUIET_MS, AbortSignal.timeout(LIST_DEADLINE_MS));
  const isOurs = (id: Stream) => streamId(id) === streamId(stream);
  if (!entries.some((entry) => isOurs("frame" in entry ? entry.frame.stream : entry.stream))) return;
  const says = `hooks of ${plain(streamId(stream))} came in the last five minutes: stop the stream, or leave it out of STREAMS, and try again five minutes later`;
  if (!isDryRun) throw new Error(says);
  world.print(`It would refuse now: ${says}.`);
}

async function lookAtSpool({ env, directory }: World, stream: Stream, isDryRun: boolean) {
  const spool = env.SPOOL_DIR?.trim() ?? "";
  const { found, unreadable }: SpoolFiles =
    spool === ""
      ? { found: 0, unreadable: 0 }
      : await findSpoolFiles(path.resolve(directory, spool), stream, isDryRun);
  return { spool: found, unreadable };
}

async function eraseAll(look: Look, stream: Stream, world: World): Promise<void> {
  for (let looks = 1; looks <= MAX_LOOKS; looks++) {
    const found = await look();
    if (found.log + found.previews + found.feeds + found.faults + found.spool > 0) {
      tellCounts("deleted", found, world.print);
      continue;
    }
    world.print(`Nothing is left of ${plain(streamId(stream))}.`);
    if (found.unreadable > 0)
      world.print(`${count(found.unreadable)} files in SPOOL_DIR cannot be read: look at them yourself.`);
    world.print(
      "Run it on each other machine that has a spool. A running gallery names the stream for up to an hour, or until it is restarted.",
    );
    return;
  }
  throw new Error("new objects of the stream keep coming: something still stores them");
}
