import { readFileSync } from "node:fs";
import path from "node:path";
import { describeError } from "#lib/http/log.ts";
import { parseStoreSettings } from "#lib/settings/store-settings.ts";
import { createClient } from "#lib/store/client.ts";
import { openObjects } from "#lib/store/objects.ts";
import { createS3Store } from "#lib/store/s3-store.ts";
import { UsageError } from "../dispatch/dispatch.ts";
import { thisWorld, type World } from "../world/world.ts";
import { carryOut } from "./carry-out.ts";
import { feedLines } from "./feeds.ts";
import { NO_NOTES, readNotes } from "./former-notes.ts";
import { formerLayout, type Layout, sampleLayout } from "./layout.ts";
import { createMapping, type Mapping, parseMapping, streamFrom } from "./mapping.ts";
import { type ImportOptions, parseOptions, USAGE } from "./options.ts";
import { makePlan } from "./plan.ts";
import { planLines, resultLines } from "./report.ts";
import { openSource, PATIENCE_MS, rootOf } from "./source.ts";

const LEFT_BEHIND = "Livewall no longer reads frames/ and latest/ at the source: delete them when you like.";

export function run(args: string[]): Promise<number> {
  return importPictures(args, thisWorld());
}

/** `livewall import`. @returns the exit code: 0 when every picture of the source is in the bucket */
export async function importPictures(args: string[], world: World): Promise<number> {
  const options = parseOptions(args);
  if (options === null) {
    world.print(USAGE);
    return 0;
  }
  const settings = parseStoreSettings(world.env);
  const source = openSource(options.from, settings, world.directory);
  if (options.listsFeeds) {
    for await (const line of feedLines(source.list(""))) world.print(line);
    return 0;
  }
  const layout = layoutOf(options, world.directory);
  const plan = await makePlan(layout.list(source), layout);
  const notes = options.isFormerLayout ? await readNotes(source, rootOf(options.from)) : NO_NOTES;
  for (const line of planLines(plan, notes, layout)) world.print(line);
  const isWhole = plan.unmapped.size + plan.leftOut.length + plan.unparsed.length + plan.rivals.length === 0;
  if (options.isDryRun) return isWhole ? 0 : 1;

  const client = createClient(settings, PATIENCE_MS);
  const target = {
    store: createS3Store(client, settings.bucket),
    objects: openObjects(client, settings.bucket),
  };
  const result = await carryOut(plan, { source, notes, ...target }, options.parallel);
  for (const line of resultLines(plan, result)) world.print(line);
  const { conflict, damaged } = result.outcomes;
  const isDone = result.failures.length + result.missing.length + conflict.length + damaged.length === 0;
  if (!isWhole || !isDone) return 1;
  if (options.isFormerLayout) world.print(LEFT_BEHIND);
  return 0;
}

function layoutOf(options: ImportOptions, directory: string): Layout {
  return options.isFormerLayout
    ? formerLayout(rootOf(options.from))
    : sampleLayout(mappingOf(options, directory));
}

function mappingOf({ mapFile, stream }: ImportOptions, directory: string): Mapping {
  const feeds =
    mapFile === null ? new Map() : parseMapping(readText(path.resolve(directory, mapFile)), mapFile);
  return createMapping(feeds, stream === null ? null : streamFrom(stream, "--stream"));
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`--map: ${describeError(error)}`);
  }
}
