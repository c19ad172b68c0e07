import { escapeText } from "#lib/http/escape.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import { parseStoreSettings } from "#lib/settings/store-settings.ts";
import { createClient } from "#lib/store/client.ts";
import { openStore } from "#lib/store/s3-store.ts";
import { type Store, StoreError } from "#lib/store/store.ts";
import { toStoreFault } from "../bucket/fault.ts";
import { openVersions } from "../bucket/versions.ts";
import { createCommand, parseStreamOption, UsageError } from "../command.ts";
import { isOfStream, listTail } from "../log.ts";
import { formatCount } from "../text.ts";
import type { World } from "../world.ts";
import { findObjects, type Found } from "./objects.ts";
import { findSpoolFiles } from "./spool.ts";

const DESCRIPTION = `Deletes everything that is stored of a stream: its pictures, events and history in the bucket,
older versions included, and its hooks in the spool (SPOOL_DIR). It lists the whole log, one LIST per 1,000 entries,
twice. It needs keys that may administer the bucket: the app's own may delete nothing. It refuses while hooks of the
stream still come: stop the stream, or leave it out of STREAMS, and wait five minutes.`;

/** A stream that has sent nothing for so long is offline. */
const QUIET_MS = 5 * 60_000;
const TIMEOUT_MS = 20_000;
const LIST_DEADLINE_MS = 120_000;
const PRINT_EVERY_MS = 10_000;
/** After so many passes that find objects, something still stores them. */
const MAX_PASSES = 5;

type EraseOptions = { readonly stream: Stream; readonly dryRun?: true; readonly yes?: true };
type Pass = () => Promise<{ readonly counts: Found & { spool: number }; readonly unreadable: number }>;

/** `livewall erase`. Returns 1 when the operator declines. */
export async function run(args: string[], world: World): Promise<number> {
  const { stream, dryRun, yes } = createCommand("erase", DESCRIPTION, world)
    .requiredOption("--stream <account/name>", "the stream", parseStreamOption)
    .option("--dry-run", "count what would be deleted, and delete nothing")
    .option("-y, --yes", "do not ask")
    .parse(args, { from: "user" })
    .opts<EraseOptions>();
  const isDryRun = dryRun ?? false;
  if (world.ask === null && !yes && !isDryRun)
    throw new UsageError("there is no terminal to ask whether to delete: add --yes");
  const settings = parseStoreSettings(world.env);
  await rejectIfLive(openStore(settings), stream, isDryRun, world);
  const bucket = openVersions(createClient(settings, { timeoutMs: TIMEOUT_MS }), settings.bucket);
  const countListed = createListedCount(world.print);
  const pass: Pass = async () => {
    const found = await findObjects(bucket, stream, isDryRun ? null : bucket.remove, countListed);
    const { spool, unreadable } = await findSpoolFiles(world, stream, isDryRun);
    return { counts: { ...found, spool }, unreadable };
  };
  if (isDryRun) {
    const { counts } = await pass().catch(explainDenied);
    world.print(`would delete: ${formatCounts(counts)}`);
    return 0;
  }
  const question = `Delete everything that the bucket ${settings.bucket} holds of ${escapeText(streamId(stream))}? It cannot be undone.`;
  if (!yes && (await world.ask?.confirm(question, false)) !== true) {
    world.print("Nothing was deleted.");
    return 1;
  }
  await eraseAll(pass, stream, world).catch(explainDenied);
  return 0;
}

/** @throws Error while hooks of the stream still come; a dry run only prints it */
async function rejectIfLive(store: Store, stream: Stream, isDryRun: boolean, world: World): Promise<void> {
  const entries = await listTail(store, QUIET_MS, LIST_DEADLINE_MS);
  if (!entries.some((entry) => isOfStream(entry, stream))) return;
  const reason = `hooks of ${escapeText(streamId(stream))} came in the last five minutes: stop the stream, or leave it out of STREAMS, and try again five minutes later`;
  if (!isDryRun) throw new Error(reason);
  world.print(`It would refuse now: ${reason}.`);
}

async function eraseAll(pass: Pass, stream: Stream, world: World): Promise<void> {
  for (let passes = 1; passes <= MAX_PASSES; passes++) {
    const { counts, unreadable } = await pass();
    if (Object.values(counts).some((count) => count > 0)) {
      world.print(`deleted: ${formatCounts(counts)}`);
      continue;
    }
    world.print(`Nothing is left of ${escapeText(streamId(stream))}.`);
    if (unreadable > 0)
      world.print(`${formatCount(unreadable)} files in SPOOL_DIR cannot be read: check them by hand.`);
    world.print(
      "Run it on each other machine that has a spool. A running gallery names the stream for up to an hour, or until it is restarted.",
    );
    return;
  }
  throw new Error("new objects of the stream keep coming: something still stores them");
}

function formatCounts(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${formatCount(count)}`)
    .join(", ");
}

/** Counts listed keys, and prints their number every 10 seconds. */
function createListedCount(print: World["print"]): (keys: number) => void {
  let [listed, printedAt] = [0, performance.now()];
  return (keys) => {
    listed += keys;
    if (performance.now() - printedAt < PRINT_EVERY_MS) return;
    printedAt = performance.now();
    print(`listed ${formatCount(listed)} keys so far`);
  };
}

/** Adds the remedy to a denied call: the app's own keys may list, and delete nothing. */
function explainDenied(error: unknown): never {
  const fault = error instanceof StoreError ? toStoreFault(error.cause) : null;
  if (fault?.kind !== "denied") throw error;
  throw new Error(
    `these keys may not do it (${fault.says}): use keys that may administer the bucket, its versions included`,
    { cause: error },
  );
}
