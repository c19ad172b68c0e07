import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describeError } from "#lib/http/log.ts";
import { parseStoreSettings } from "#lib/settings/store-settings.ts";
import { createClient } from "#lib/store/client.ts";
import { openStore } from "#lib/store/s3-store.ts";
import { openObjects } from "../bucket/objects.ts";
import { createCommand, UsageError, wholeNumber } from "../command.ts";
import type { World } from "../world.ts";
import { carryOut } from "./carry-out.ts";
import { listFeeds, parseFeedMap, parseMappedStream } from "./feed-map.ts";
import { NO_NOTES, readNotes } from "./former.ts";
import { divide, findHeld } from "./held.ts";
import { formerLayout, sampleLayout } from "./layout.ts";
import { makePlan } from "./plan.ts";
import { planLines, presenceLines, resultLines, toReport } from "./report.ts";
import { openSource, parseSource, TIMEOUT_MS, type SourceOptions, toRoot } from "./source.ts";

const DESCRIPTION = `Imports the pictures of the vendor's sample (<feedId>_<timestamp>.jpg), or of a bucket of Livewall
before the log, with previews. The source is only read, and may be Livewall's bucket. A run that was interrupted
continues where it stopped.`;

type ImportOptions = SourceOptions & {
  readonly map?: string;
  readonly stream?: string;
  readonly listFeeds?: true;
  readonly formerLayout?: true;
  readonly parallel: number;
  readonly report?: string;
  readonly dryRun?: true;
};

/** `livewall import`. Returns 0 when every picture of the source is in the bucket. */
export async function run(args: string[], world: World): Promise<number> {
  const command = createCommand("import", DESCRIPTION, world)
    .argument("<source>", "a folder, or s3://BUCKET[/PREFIX]")
    .option("--from-region <region>", "region of the source (default: Livewall's own, as for the next two)")
    .option("--from-endpoint <url>", "endpoint of the source")
    .option("--from-profile <name>", "profile of ~/.aws with keys for the source")
    .option("--map <file.csv>", "lines of <feed id>,<account>/<stream name>")
    .option("--stream <account/name>", "the stream of all other feeds")
    .option("--list-feeds", "only print the feeds of the source, as lines to fill in for --map")
    .option("--former-layout", "the source is a bucket of Livewall before the log")
    .option("--parallel <n>", "pictures at once", wholeNumber(1, 999), 16)
    .option("--report <file.csv>", "write a list of everything that was left out, with the reason")
    .option("--dry-run", "print what would be done and what is there already, and do nothing")
    .parse(args, { from: "user" });
  const options = command.opts<ImportOptions>();
  checkOptions(options);
  const from = parseSource(command.args[0] ?? "", options);
  const settings = parseStoreSettings(world.env);
  const source = openSource(from, settings, world.directory);
  if (options.listFeeds) {
    for await (const line of listFeeds(source.list(""))) world.print(line);
    return 0;
  }
  const layout = options.formerLayout ? formerLayout(toRoot(from)) : sampleLayout(readMap(options, world));
  const report =
    options.report === undefined ? null : openReport(path.resolve(world.directory, options.report));
  const plan = await makePlan(layout.list(source), layout, Date.now());
  const notes = options.formerLayout ? await readNotes(source, toRoot(from)) : NO_NOTES;
  for (const line of planLines(plan, notes, layout)) world.print(line);
  const { leftOut, unparsed, untimely, rivals } = plan;
  const isWhole = [...plan.unmapped, ...leftOut, ...unparsed, ...untimely, ...rivals].length === 0;
  const objects = openObjects(createClient(settings, { timeoutMs: TIMEOUT_MS }), settings.bucket);
  if (options.dryRun) {
    for (const line of presenceLines(divide(plan.steps, await findHeld(objects, plan.steps))))
      world.print(line);
    report?.(toReport(plan, null));
    return isWhole ? 0 : 1;
  }

  const store = openStore(settings, { timeoutMs: TIMEOUT_MS });
  // On a store that ignores If-None-Match, a put must ask first.
  await store.learnPuts(AbortSignal.timeout(TIMEOUT_MS));
  const result = await carryOut(plan, { source, notes, store, objects }, options.parallel);
  for (const line of resultLines(plan, result)) world.print(line);
  report?.(toReport(plan, result));
  const { conflict, damaged } = result.outcomes;
  const isDone = result.failures.length + result.missing.length + conflict.length + damaged.length === 0;
  if (!isWhole || !isDone) return 1;
  if (options.formerLayout)
    world.print("Livewall no longer reads frames/ and latest/ at the source: you can delete them.");
  return 0;
}

function checkOptions({ map, stream, listFeeds, formerLayout }: ImportOptions): void {
  const isMapped = map !== undefined || stream !== undefined;
  if (formerLayout && (isMapped || listFeeds)) {
    throw new UsageError("--former-layout knows the streams: leave out --map, --stream and --list-feeds");
  }
  if (isMapped || listFeeds || formerLayout) return;
  throw new UsageError(
    "say whose pictures they are: --map or --stream (--list-feeds prints the feeds), or --former-layout",
  );
}

/** Returns the stream of a feed, or null when neither option tells it. */
function readMap({ map, stream }: ImportOptions, { directory }: World) {
  const feeds = map === undefined ? null : parseFeedMap(readText(path.resolve(directory, map)), map);
  const others = stream === undefined ? null : parseMappedStream(stream, "--stream");
  return (feed: string) => feeds?.get(feed) ?? others;
}

/** Opens a file to write, so that a wrong name ends the command before a long run. */
function openReport(file: string): (text: string) => void {
  try {
    // Never over a file that exists, which may be the map.
    writeFileSync(file, "", { flag: "wx" });
  } catch (error) {
    throw new UsageError(`--report: ${describeError(error)}`);
  }
  return (text) => writeFileSync(file, text);
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`--map: ${describeError(error)}`);
  }
}
