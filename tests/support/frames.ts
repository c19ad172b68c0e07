// Frames as the bucket has them, without a receiver.
import type { Frame } from "#lib/model/frame.ts";

/** A frame of a stream; everything may be chosen. */
export function frameOf(account: string, overrides: Partial<Frame> = {}): Frame {
  return {
    stream: { account, name: "cam" },
    feed: "feed-1",
    time: Date.now(),
    width: 64,
    height: 36,
    faults: [],
    isBare: false,
    source: null,
    ...overrides,
  };
}
