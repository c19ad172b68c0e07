import { feedKey } from "#lib/model/feed.ts";
import type { FrameId } from "#lib/model/frame.ts";
import type { StoredObject } from "#lib/store/objects.ts";
import type { Found } from "./folder.ts";
import type { Layout } from "./layout.ts";

/** A picture of the source and the frame that it becomes. */
export type Step = { readonly from: StoredObject; readonly frame: FrameId };

/** The objects of a source by what is to become of them: every one is in exactly one of these. */
export type Plan = {
  readonly found: number;
  readonly steps: readonly Step[];
  /** Things in a folder that are no files. */
  readonly leftOut: readonly string[];
  /** Keys that are no name of a picture. */
  readonly unparsed: readonly string[];
  /** How many pictures there are of each feed whose stream nobody told. */
  readonly unmapped: ReadonlyMap<string, number>;
  /** Keys that name the same frame as another one with the same bytes, in another folder of the source. */
  readonly copies: readonly string[];
  /** The same, of other bytes: another picture under the same name. */
  readonly rivals: readonly string[];
};

/** Names a frame among those of all feeds. */
export function frameName({ stream, feed, time }: FrameId): string {
  return `${feedKey(stream, feed)}\n${time}`;
}

export async function makePlan(
  source: AsyncIterable<Found>,
  { parse }: Pick<Layout, "parse">,
): Promise<Plan> {
  const steps = new Map<string, Step>();
  const leftOut: string[] = [];
  const unparsed: string[] = [];
  const copies: string[] = [];
  const rivals: string[] = [];
  const unmapped = new Map<string, number>();
  let found = 0;
  for await (const { isLeftOut = false, ...from } of source) {
    found += 1;
    if (isLeftOut) {
      leftOut.push(from.key);
      continue;
    }
    const named = parse(from.key);
    if (named === null) unparsed.push(from.key);
    else if ("unmapped" in named) unmapped.set(named.unmapped, (unmapped.get(named.unmapped) ?? 0) + 1);
    else {
      const name = frameName(named.frame);
      const other = steps.get(name);
      if (other === undefined) steps.set(name, { from, frame: named.frame });
      else (isSame(other.from, from) ? copies : rivals).push(from.key);
    }
  }
  return { found, steps: [...steps.values()], leftOut, unparsed, unmapped, copies, rivals };
}

/** Two small pictures of the same length are no rarity. Files have no ETag: there the length must do. */
function isSame(a: StoredObject, b: StoredObject): boolean {
  return a.bytes === b.bytes && a.etag === b.etag;
}
