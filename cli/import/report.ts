import { streamId } from "#lib/model/stream.ts";
import type { Brought } from "./bring.ts";
import type { Notes } from "./former-notes.ts";
import type { Layout } from "./layout.ts";
import type { Plan } from "./plan.ts";
import { count } from "../progress/progress.ts";
import { plain } from "../world/plain.ts";

/** How many keys of a kind are named: enough to recognise them. */
const NAMED = 10;

export type Failure = { readonly key: string; readonly why: string };

/** The result of a run. */
export type Result = {
  readonly outcomes: Readonly<Record<Brought, readonly string[]>>;
  readonly failures: readonly Failure[];
  /** Keys of pictures that should be in the bucket, as large as they are at their source, and are not. */
  readonly missing: readonly string[];
  /** How many were looked for and found there, as large as they are at their source. */
  readonly proven: number;
};

/** Describes a plan, before anything is done. */
export function planLines(
  { found, steps, leftOut, unparsed, unmapped, copies, rivals }: Plan,
  notes: Pick<Notes, "all">,
  { pattern }: Pick<Layout, "pattern">,
): string[] {
  const ends = notes.all.filter(({ kind }) => kind === "ended").length;
  const ofNoStream = [...unmapped.values()].reduce((sum, pictures) => sum + pictures, 0);
  const streams = new Set(steps.map(({ frame: { stream } }) => streamId(stream)));
  return [
    `${count(found)} objects: ${count(steps.length)} pictures of ${count(streams.size)} streams`,
    ...some(ofNoStream, `of feeds whose stream is not told: --map or --stream`, [...unmapped.keys()]),
    ...some(leftOut.length, "that are no files, nor links to one: left out", leftOut),
    ...some(unparsed.length, `not named ${pattern}`, unparsed),
    ...some(copies.length, "copies of another, in another folder", copies),
    ...some(rivals.length, "of the feed and time of another picture, in another folder", rivals),
    ...some(notes.all.length - ends, "feeds whose source is known", []),
    ...some(ends, "feeds that ended", []),
  ];
}

export function resultLines({ steps }: Plan, result: Result): string[] {
  const { brought, present, conflict, damaged } = result.outcomes;
  const failed = result.failures.map(({ key, why }) => `${key}: ${why}`);
  const expected = steps.length - conflict.length - damaged.length;
  return [
    `${count(brought.length)} brought in, ${count(present.length)} were there already`,
    ...some(damaged.length, "no JPEG that can be decoded: left where they are", damaged),
    ...some(conflict.length, "another picture is there under this feed and time: it stays", conflict),
    ...some(failed.length, "failed: run it again", failed),
    `Counted in the bucket: ${count(result.proven)} of ${count(expected)} pictures, each of its size`,
    ...some(result.missing.length, "missing: run it again", result.missing),
  ];
}

function some(number: number, what: string, keys: readonly string[]): string[] {
  if (number === 0) return [];
  const more = keys.length > NAMED ? [`    … and ${count(keys.length - NAMED)} more`] : [];
  return [`  ${count(number)} ${what}`, ...keys.slice(0, NAMED).map((key) => `    ${plain(key)}`), ...more];
}
