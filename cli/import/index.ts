import { readFileSync } from "node:fs";
import path from "node:path";
import { describeError } from "#lib/http/log.ts";
import { parseStoreSettings } from "#lib/settings/store-settings.ts";
import { createClient } from "#lib/store/client.ts";
import { openObjects, type Objects } from "#lib/store/objects.ts";
import { createS3Store } from "#lib/store/s3-store.ts";
import { StoreError } from "#lib/store/store.ts";
import { UsageError } from "../dispatch/dispatch.ts";
import { thisWorld, type World } from "../world/world.ts";
import { bring, type Brought } from "./bring.ts";
import { feedLines } from "./feeds.ts";
import { divide, heldFrames, streamsOf } from "./held.ts";
import { createMapping, type Mapping, parseMapping, streamFrom } from "./mapping.ts";
import { type ImportOptions, parseOptions, USAGE } from "./options.ts";
import { forEachParallel } from "./parallel.ts";
import { makePlan, type Plan } from "./plan.ts";
import { createProgress } from "../progress/progress.ts";
import { planLines, type Result, resultLines } from "./report.ts";
import { showOnWall } from "./show.ts";
import { openSource, PATIENCE_MS, type Source } from "./source.ts";

/** As large as libvips may be asked to read: what the sample took is no stranger's any more. */
const MAX_PIXELS = 7680 * 4320 * 2;
/** A store that takes none of so many in a row will not take the next one. */
const HOPELESS = 50;

export function run(args: string[]): Promise<number> {
  return importSample(args, thisWorld());
}

/** `livewall import`. @returns the exit code: 0 when every picture of the source is in the bucket */
export async function importSample(args: string[], world: World): Promise<number> {
  const options = parseOptions(args);
  if (options === null) {
    world.print(USAGE);
    return 0;
  }
  const settings = parseStoreSettings(world.env);
  const source = openSource(options.from, settings, world.directory);
  if (options.listsFeeds) {
    for await (const line of feedLines(source.list())) world.print(line);
    return 0;
  }
  const plan = await makePlan(source.list(), mappingOf(options, world.directory));
  for (const line of planLines(plan)) world.print(line);
  const isWhole = plan.unmapped.size + plan.leftOut.length + plan.unparsed.length + plan.rivals.length === 0;
  if (options.isDryRun) return isWhole ? 0 : 1;

  const client = createClient(settings, PATIENCE_MS);
  const target = {
    store: createS3Store(client, settings.bucket),
    objects: openObjects(client, settings.bucket),
  };
  const result = await carryOut(plan, { source, ...target }, options.parallel);
  for (const line of resultLines(plan, result)) world.print(line);
  const { conflict, damaged } = result.outcomes;
  const isDone = result.failures.length + result.missing.length + conflict.length + damaged.length === 0;
  return isWhole && isDone ? 0 : 1;
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

type Parts = {
  readonly source: Source;
  readonly store: ReturnType<typeof createS3Store>;
  readonly objects: Objects;
};

async function carryOut(plan: Plan, { source, store, objects }: Parts, parallel: number): Promise<Result> {
  const { steps } = plan;
  const streams = streamsOf(steps);
  const { present, conflict, rest } = divide(steps, await heldFrames(objects, streams));
  const outcomes: Record<Brought, string[]> = {
    brought: [],
    present: present.map(({ from }) => from.key),
    conflict: conflict.map(({ from }) => from.key),
    damaged: [],
  };
  const failures: { key: string; why: string }[] = [];
  const parts = { source, store, maxPixels: MAX_PIXELS };
  // Of what is still to come: with what was there before, its rate would promise an end that is minutes early.
  const progress = createProgress(rest.length, process.stderr.isTTY, (text) => process.stderr.write(text));
  let failedInARow = 0;
  await forEachParallel(rest, parallel, async (step) => {
    try {
      outcomes[await bring(step, parts)].push(step.from.key);
      failedInARow = 0;
    } catch (error) {
      if (!isPassing(error) || ++failedInARow > HOPELESS) throw error;
      failures.push({ key: step.from.key, why: describeError(error) });
    }
    progress.step();
  }).finally(progress.end);

  const held = await heldFrames(objects, streams);
  const left = new Set([...outcomes.conflict, ...outcomes.damaged]);
  const expected = steps.filter(({ from }) => !left.has(from.key));
  const missing = expected.filter(({ from, to }) => held.get(to) !== from.bytes);
  const isMissing = new Set(missing);
  await showOnWall(
    expected.filter((step) => !isMissing.has(step)),
    { source, store },
  );
  return {
    outcomes,
    failures,
    missing: missing.map(({ from }) => from.key),
    proven: expected.length - missing.length,
  };
}

/** What one object may suffer and the next one not: a call that fails, a file that cannot be read. */
function isPassing(error: unknown): boolean {
  return error instanceof StoreError || (error instanceof Error && "syscall" in error);
}
