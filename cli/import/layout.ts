import type { FrameId } from "#lib/model/frame.ts";
import type { Found } from "./folder.ts";
import { FORMER_FRAMES, parseFormerFrame } from "./former-layout.ts";
import type { Mapping } from "./mapping.ts";
import { parseSampleName } from "./sample-name.ts";
import type { Source } from "./source.ts";

/** The frame that a key names, or the feed of which nobody told the stream. */
export type Named = { readonly frame: FrameId } | { readonly unmapped: string };

/** How a source names its pictures. */
export type Layout = {
  /** The pattern of a name, as a person reads it. */
  readonly pattern: string;
  readonly list: (source: Source) => AsyncIterable<Found>;
  /** Null for what is no name of a picture. */
  readonly parse: (key: string) => Named | null;
};

/** The vendor's sample, whose names do not tell the stream. */
export function sampleLayout(mapping: Mapping): Layout {
  return {
    pattern: "<feedId>_<timestamp>.jpg",
    list: (source) => source.list(""),
    parse(key) {
      const name = parseSampleName(key);
      if (name === null) return null;
      const stream = mapping(name.feed);
      return stream === null ? { unmapped: name.feed } : { frame: { ...name, stream } };
    },
  };
}

/** Livewall before the log. Its previews are not read: they are made anew. @param root what all keys begin with */
export function formerLayout(root: string): Layout {
  return {
    pattern: `${FORMER_FRAMES}<account>/<stream>/<number>-<time>-<feed>.jpg`,
    list: (source) => source.list(root + FORMER_FRAMES),
    parse(key) {
      const frame = key.startsWith(root) ? parseFormerFrame(key.slice(root.length)) : null;
      return frame === null ? null : { frame };
    },
  };
}
