import { useEffect, useState } from "react";
import type { PastReader } from "#components/playback/reader.ts";

const NOTHING = () => undefined;

/** Knows nothing, while nobody has moved the timeline. */
const IDLE: PastReader = {
  look: NOTHING,
  watch: () => NOTHING,
  shown: NOTHING,
  isReady: () => false,
  picturesAt: () => [],
  status: () => "ok",
  subscribe: () => NOTHING,
};

/** A reader of a stream's history. Its code is loaded when somebody moves the timeline, and again when that failed. */
export function useReader(isMoved: boolean): PastReader {
  const [reader, setReader] = useState(IDLE);
  useEffect(() => {
    if (!isMoved || reader !== IDLE) return;
    import("./history-reader.ts").then(
      ({ createHistoryReader }) => setReader(createHistoryReader()),
      NOTHING,
    );
  }, [isMoved, reader]);
  return reader;
}
