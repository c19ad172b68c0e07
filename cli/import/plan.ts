import { feedKey } from "#lib/model/feed.ts";
import type { FrameId } from "#lib/model/frame.ts";
import type { StoredObject } from "../bucket/objects.ts";
import type { Layout } from "./layout.ts";
import type { SourceObject } from "./source.ts";

export type Step = { readonly from: StoredObject; readonly frame: FrameId };

/** The objects of a source, each in exactly one group. */
export type Plan = {
  readonly found: number;
  readonly steps: readonly Step[];
  /** Entries of a folder that are no files. */
  readonly leftOut: readonly string[];
  /** Keys that do not name a picture. */
  readonly unparsed: readonly string[];
  /** Keys of pictures of a time before the provider or after now: a picture that is ahead would lead its live stream. */
  readonly untimely: readonly string[];
  /** Keys of the pictures of each feed whose stream is unknown. */
  readonly unmapped: ReadonlyMap<string, readonly string[]>;
  /** Keys in another folder that name the same frame and have the same bytes. */
  readonly copies: readonly string[];
  /** Keys in another folder that name the same frame and have other bytes. */
  readonly rivals: readonly Rival[];
};

/** A key that is left out, and the one that is imported in its place. */
export type Rival = { readonly key: string; readonly winner: string };

/** The provider did not exist before. */
const EARLIEST = Date.UTC(2015, 0, 1);
/** As the receiver allows. */
const MAX_AHEAD_MS = 120_000;

/** Identifies a frame among those of all feeds. */
export function toFrameName({ stream, feed, time }: FrameId): string {
  return `${feedKey(stream, feed)}\n${time}`;
}

export async function makePlan(
  source: AsyncIterable<SourceObject>,
  { parse }: Pick<Layout, "parse">,
  now: number,
): Promise<Plan> {
  const steps = new Map<string, Step>();
  const leftOut: string[] = [];
  const unparsed: string[] = [];
  const copies: string[] = [];
  const untimely: string[] = [];
  const rivals: Rival[] = [];
  const unmapped = new Map<string, string[]>();
  let found = 0;
  for await (const { isLeftOut = false, ...from } of source) {
    found += 1;
    const named = isLeftOut ? null : parse(from.key);
    if (named === null) (isLeftOut ? leftOut : unparsed).push(from.key);
    else if ("unmapped" in named) {
      const known = unmapped.get(named.unmapped);
      if (known === undefined) unmapped.set(named.unmapped, [from.key]);
      else known.push(from.key);
    } else if (named.frame.time < EARLIEST || named.frame.time > now + MAX_AHEAD_MS) untimely.push(from.key);
    else {
      const name = toFrameName(named.frame);
      const other = steps.get(name);
      if (other === undefined) steps.set(name, { from, frame: named.frame });
      else if (isSame(other.from, from)) copies.push(from.key);
      else rivals.push({ key: from.key, winner: other.from.key });
    }
  }
  return { found, steps: [...steps.values()], leftOut, unparsed, untimely, unmapped, copies, rivals };
}

/** Small pictures often have the same length, so the ETag counts, too. Files have none. */
function isSame(a: StoredObject, b: StoredObject): boolean {
  return a.bytes === b.bytes && a.etag === b.etag;
}
