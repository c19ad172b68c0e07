import { describeError } from "#lib/http/log.ts";
import { feedKey } from "#lib/model/feed.ts";
import type { FrameId } from "#lib/model/frame.ts";
import { type Store, StoreError } from "#lib/store/store.ts";
import type { Objects } from "../bucket/objects.ts";
import { forEachParallel } from "../parallel.ts";
import { createProgress } from "../progress.ts";
import { type Notes, putNotes } from "./former.ts";
import { divide, findHeld, isHeld } from "./held.ts";
import { importFrame, type Outcome } from "./import-frame.ts";
import type { Plan } from "./plan.ts";
import type { Source } from "./source.ts";

export type Parts = {
  readonly source: Pick<Source, "read">;
  readonly store: Store;
  readonly objects: Pick<Objects, "list">;
  readonly notes: Notes;
};

export type Result = {
  readonly outcomes: Readonly<Record<Outcome, readonly string[]>>;
  readonly failures: readonly { readonly key: string; readonly why: string }[];
  /** Keys of pictures that the bucket should have, in the size of the source, and has not. */
  readonly missing: readonly string[];
  /** Number of pictures that the bucket has, in the size of the source. */
  readonly proven: number;
};

/** After so many failures in a row, the store will not accept the next picture. */
const MAX_FAILURES_IN_A_ROW = 50;
/** The receiver rejects pictures that come later. */
const MAY_BE_LIVE_MS = 600_000;
const DEADLINE_MS = 120_000;

/** Imports the missing pictures, then lists the bucket to verify that it has all of them. */
export async function carryOut({ steps }: Plan, parts: Parts, concurrency: number): Promise<Result> {
  const { source, objects, notes, store } = parts;
  const { present, conflict, rest } = divide(steps, await findHeld(objects, steps));
  const outcomes: Record<Outcome, string[]> = {
    imported: [],
    present: present.map(({ from }) => from.key),
    conflict: conflict.map(({ from }) => from.key),
    damaged: [],
  };
  const failures: { key: string; why: string }[] = [];
  // Present pictures take no time: counting them would make the estimate too short.
  const progress = createProgress(rest.length);
  let failedInARow = 0;
  await forEachParallel(rest, concurrency, async ({ from: { key }, frame }) => {
    try {
      const jpeg = await source.read(key);
      outcomes[await importFrame(frame, notes.findSource(frame), jpeg, store)].push(key);
      failedInARow = 0;
    } catch (error) {
      if (!isTransient(error) || ++failedInARow > MAX_FAILURES_IN_A_ROW) throw error;
      failures.push({ key, why: describeError(error) });
    }
    progress.step();
  }).finally(progress.end);
  try {
    await putNotes(notes, store, concurrency);
    await putEnds(steps, notes, store, concurrency);
  } catch (error) {
    if (!isTransient(error)) throw error;
    failures.push({ key: "events of the feeds", why: describeError(error) });
  }

  const held = await findHeld(objects, steps);
  const left = new Set([...outcomes.conflict, ...outcomes.damaged]);
  const expected = steps.filter(({ from }) => !left.has(from.key));
  const missing = expected.filter((step) => !isHeld(step, held)).map(({ from }) => from.key);
  return { outcomes, failures, missing, proven: expected.length - missing.length };
}

/**
 * Ends each feed at its last picture, if nothing else says when it ended: in the wall's past it would be live for 75 s
 * more. A feed that may be live goes on.
 */
async function putEnds(steps: Plan["steps"], { all }: Notes, store: Store, concurrency: number) {
  const ended = new Set(
    all.filter(({ kind }) => kind === "ended").map(({ stream, feed }) => feedKey(stream, feed)),
  );
  const last = new Map<string, FrameId>();
  for (const { frame } of steps) {
    const key = feedKey(frame.stream, frame.feed);
    if (!ended.has(key) && frame.time > (last.get(key)?.time ?? -Infinity)) last.set(key, frame);
  }
  const over = [...last.values()].filter(({ time }) => time < store.now() - MAY_BE_LIVE_MS);
  await forEachParallel(over, concurrency, async ({ stream, feed, time }) => {
    await store.putEntry(
      { kind: "ended", stream, feed, at: time, ended: time },
      AbortSignal.timeout(DEADLINE_MS),
    );
  });
}

/** An error that may concern one object only: a call that failed, a file that cannot be read. */
function isTransient(error: unknown): boolean {
  return error instanceof StoreError || (error instanceof Error && "syscall" in error);
}
