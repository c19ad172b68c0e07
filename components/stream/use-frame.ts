import { useEffect, useState, useSyncExternalStore } from "react";
import { createHistoryReader, type PastReader } from "#components/playback/stream-reader.ts";
import { useFollow, usePlaying, type PlaybackControls } from "#components/playback/use-playback.ts";
import type { PastFrame } from "#lib/model/past.ts";
import { isSelected } from "#lib/model/selection.ts";
import type { StreamPage } from "#lib/model/stream-page.ts";
import { addressOf } from "./use-moves.ts";

/** The page follows a timeline that has rested for so long. */
const FOLLOW_MS = 700;
const never = () => () => undefined;

type FrameParts = {
  readonly page: StreamPage;
  readonly playback: PlaybackControls;
  /** The next moment worth playing. */
  readonly findNextOn: (moment: number) => number;
  readonly onFollow: (at: number) => void;
};

/**
 * Plays, and lets the page follow a timeline that has come to rest.
 *
 * @returns the small picture of a moved timeline: undefined until it is read, null if there is none
 */
export function useFrame({ page, playback, findNextOn, onFollow }: FrameParts): PastFrame | null | undefined {
  const { stream, selection } = page;
  const { state, moment } = playback;
  const isMoved = state !== "idle";
  const reader = useReader(stream, isMoved);
  usePlaying(playback, reader, findNextOn);
  useFollow(playback, {
    here: addressOf(page),
    toAddress: (at) => addressOf({ ...page, at }),
    onFollow,
    afterMs: FOLLOW_MS,
  });
  const frames = useSyncExternalStore(
    reader?.subscribe ?? never,
    () => reader?.shown(stream, moment),
    () => undefined,
  );
  return isMoved && frames ? (frames.find((one) => isSelected(one, selection)) ?? null) : undefined;
}

/** A reader that watches a stream while the timeline is moved. */
function useReader(stream: string, isMoved: boolean): PastReader | null {
  const [reader, setReader] = useState<PastReader | null>(null);
  if (isMoved && reader === null) setReader(createHistoryReader());
  useEffect(() => (isMoved ? reader?.watch(stream) : undefined), [stream, isMoved, reader]);
  return reader;
}
