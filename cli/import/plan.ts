import { frameKey, type FrameId } from "#lib/store/keys.ts";
import type { StoredObject } from "#lib/store/objects.ts";
import type { Found } from "./folder.ts";
import type { Mapping } from "./mapping.ts";
import { parseSampleName } from "./sample-name.ts";

/** One picture of the sample and where it goes. */
export type Step = { readonly from: StoredObject; readonly frame: FrameId; readonly to: string };

/** What becomes of each object of a source: every one of them is in exactly one of these. */
export type Plan = {
  readonly found: number;
  readonly steps: readonly Step[];
  /** What lies in a folder and is no file. */
  readonly leftOut: readonly string[];
  /** Keys that are no name of the sample's. */
  readonly unparsed: readonly string[];
  /** How many pictures there are of each feed whose stream nobody told. */
  readonly unmapped: ReadonlyMap<string, number>;
  /** Keys that name the same frame as another one with the same bytes, in another folder of the source. */
  readonly copies: readonly string[];
  /** The same, of other bytes: another picture under the same name. */
  readonly rivals: readonly string[];
};

export async function makePlan(source: AsyncIterable<Found>, mapping: Mapping): Promise<Plan> {
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
    const name = parseSampleName(from.key);
    const stream = name === null ? null : mapping(name.feed);
    if (name === null) unparsed.push(from.key);
    else if (stream === null) unmapped.set(name.feed, (unmapped.get(name.feed) ?? 0) + 1);
    else {
      const frame = { stream, feed: name.feed, time: name.time };
      const to = frameKey(frame);
      const taken = steps.get(to);
      if (taken === undefined) steps.set(to, { from, frame, to });
      else (isSame(taken.from, from) ? copies : rivals).push(from.key);
    }
  }
  return { found, steps: [...steps.values()], leftOut, unparsed, unmapped, copies, rivals };
}

/** Two small pictures of the same length are no rarity. Files have no ETag: there the length must do. */
function isSame(a: StoredObject, b: StoredObject): boolean {
  return a.bytes === b.bytes && a.etag === b.etag;
}
