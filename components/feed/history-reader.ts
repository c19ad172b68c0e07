import { askHistory } from "#components/past/ask.ts";
import { createPastReader } from "#components/past/reader.ts";

/** A reader of what one stream showed, on the wall or not. */
export function createHistoryReader() {
  return createPastReader({ ask: askHistory, now: () => performance.now() });
}
