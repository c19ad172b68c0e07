import { describeError } from "#lib/http/log.ts";
import type { Objects } from "#lib/store/objects.ts";
import { type Store, StoreError } from "#lib/store/store.ts";
import { createProgress } from "../progress/progress.ts";
import { bring, type BringParts, type Brought } from "./bring.ts";
import { type Notes, putNotes } from "./former-notes.ts";
import { divide, findHeld, isHeld } from "./held.ts";
import { forEachParallel } from "./parallel.ts";
import type { Plan } from "./plan.ts";
import type { Result } from "./report.ts";

export type Parts = BringParts & {
  readonly store: Store;
  /** The bucket that pictures are brought into. */
  readonly objects: Pick<Objects, "list">;
  readonly notes: Notes;
};

/** A store that takes none of so many in a row will not take the next one. */
const MAX_FAILURES_IN_A_ROW = 50;

/** Brings in what is not there yet, and looks afterwards whether all of it is there. */
export async function carryOut({ steps }: Plan, parts: Parts, parallel: number): Promise<Result> {
  const { objects, notes, store } = parts;
  const { present, conflict, rest } = divide(steps, await findHeld(objects, steps));
  const outcomes: Record<Brought, string[]> = {
    brought: [],
    present: present.map(({ from }) => from.key),
    conflict: conflict.map(({ from }) => from.key),
    damaged: [],
  };
  const failures: { key: string; why: string }[] = [];
  // Of what is still to come: with what was there before, its rate would promise an end that is minutes early.
  const progress = createProgress(rest.length, process.stderr.isTTY, (text) => process.stderr.write(text));
  let failedInARow = 0;
  await forEachParallel(rest, parallel, async (step) => {
    try {
      outcomes[await bring(step, parts)].push(step.from.key);
      failedInARow = 0;
    } catch (error) {
      if (!isPassing(error) || ++failedInARow > MAX_FAILURES_IN_A_ROW) throw error;
      failures.push({ key: step.from.key, why: describeError(error) });
    }
    progress.step();
  }).finally(progress.end);
  await putNotes(notes, store, parallel);

  const held = await findHeld(objects, steps);
  const left = new Set([...outcomes.conflict, ...outcomes.damaged]);
  const expected = steps.filter(({ from }) => !left.has(from.key));
  const missing = expected.filter((step) => !isHeld(step, held));
  return {
    outcomes,
    failures,
    missing: missing.map(({ from }) => from.key),
    proven: expected.length - missing.length,
  };
}

/** An error that may strike one object and spare the next: a call that fails, a file that cannot be read. */
function isPassing(error: unknown): boolean {
  return error instanceof StoreError || (error instanceof Error && "syscall" in error);
}
