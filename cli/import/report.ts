import { escapeText } from "#lib/http/escape.ts";
import { streamId } from "#lib/model/stream.ts";
import { formatCount } from "../text.ts";
import type { Result } from "./carry-out.ts";
import type { Notes } from "./former.ts";
import type { Layout } from "./layout.ts";
import type { divide } from "./held.ts";
import type { Plan } from "./plan.ts";

const MAX_NAMED = 10;

export function planLines(
  { found, steps, leftOut, unparsed, untimely, unmapped, copies, rivals }: Plan,
  notes: Pick<Notes, "all">,
  { pattern }: Pick<Layout, "pattern">,
): string[] {
  const ends = notes.all.filter(({ kind }) => kind === "ended").length;
  const unmappedPictures = [...unmapped.values()].reduce((sum, keys) => sum + keys.length, 0);
  const streams = new Set(steps.map(({ frame: { stream } }) => streamId(stream)));
  return [
    `${formatCount(found)} objects: ${formatCount(steps.length)} pictures of ${formatCount(streams.size)} streams`,
    ...group(unmappedPictures, `of feeds whose stream is not told: --map or --stream`, [...unmapped.keys()]),
    ...group(leftOut.length, "that are no files, nor links to one: left out", leftOut),
    ...group(unparsed.length, `not named ${pattern}`, unparsed),
    ...group(untimely.length, "of an impossible time, before 2015 or after now: left out", untimely),
    ...group(copies.length, "copies of another, in another folder", copies),
    ...group(
      rivals.length,
      "of the feed and time of another picture, in another folder",
      rivals.map(({ key, winner }) => `${key}: ${winner} counts`),
    ),
    ...group(notes.all.length - ends, "feeds whose source is known", []),
    ...group(ends, "feeds that ended", []),
  ];
}

/** What the bucket has already, for a dry run. */
export function presenceLines({ present, conflict, rest }: ReturnType<typeof divide>): string[] {
  const keys = conflict.map(({ from }) => from.key);
  return [
    `${formatCount(rest.length)} to bring in, ${formatCount(present.length)} are there already`,
    ...group(keys.length, "another picture is there under this feed and time: it stays", keys),
  ];
}

/** Lists everything that is left out as CSV, with the reason. @param result null after a dry run */
export function toReport(plan: Plan, result: Result | null): string {
  const rows: (readonly [reason: string, keys: readonly string[]])[] = [
    ["no stream", [...plan.unmapped.values()].flat()],
    ["no file", plan.leftOut],
    ["other name", plan.unparsed],
    ["impossible time", plan.untimely],
    ["copy", plan.copies],
    ["damaged", result?.outcomes.damaged ?? []],
    ["another picture is there", result?.outcomes.conflict ?? []],
    ["missing", result?.missing ?? []],
  ];
  const lines = [
    ...rows.flatMap(([reason, keys]) => keys.map((key) => [reason, key, ""])),
    ...plan.rivals.map(({ key, winner }) => ["rival", key, winner]),
    ...(result?.failures ?? []).map(({ key, why }) => ["failed", key, why]),
  ];
  const quote = (field: string) => `"${field.replaceAll('"', '""')}"`;
  return ["reason,key,detail", ...lines.map((fields) => fields.map(quote).join(","))].join("\n") + "\n";
}

export function resultLines({ steps }: Plan, { outcomes, failures, missing, proven }: Result): string[] {
  const { imported, present, conflict, damaged } = outcomes;
  const failed = failures.map(({ key, why }) => `${key}: ${why}`);
  const expected = steps.length - conflict.length - damaged.length;
  return [
    `${formatCount(imported.length)} brought in, ${formatCount(present.length)} were there already`,
    ...group(damaged.length, "no JPEG that can be decoded: left where they are", damaged),
    ...group(conflict.length, "another picture is there under this feed and time: it stays", conflict),
    ...group(failed.length, "failed: run it again", failed),
    `Counted in the bucket: ${formatCount(proven)} of ${formatCount(expected)} pictures, each of its size`,
    ...group(missing.length, "missing: run it again", missing),
  ];
}

function group(count: number, text: string, keys: readonly string[]): string[] {
  if (count === 0) return [];
  const left = keys.length - MAX_NAMED;
  return [
    `  ${formatCount(count)} ${text}`,
    ...keys.slice(0, MAX_NAMED).map((key) => `    ${escapeText(key)}`),
    ...(left > 0 ? [`    … and ${formatCount(left)} more`] : []),
  ];
}
