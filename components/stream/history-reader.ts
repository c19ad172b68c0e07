import { askHistory } from "#components/data/ask.ts";
import { createPastReader } from "#components/playback/reader.ts";

/** A reader of what one stream showed, on the wall or not. */
export function createHistoryReader() {
  return createPastReader({ ask: askHistory, now: () => performance.now() });
}
