import { useRouter } from "next/navigation";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { serverNow } from "#components/time/clock.ts";
import { momentOf, stretchAround, type Speed } from "#components/playback/moments.ts";
import { usePlayback } from "#components/playback/use-playback.ts";
import { nextOn, withFrame } from "#lib/model/coverage.ts";
import { isOfPart, type Part } from "#lib/model/part.ts";
import { queryOf } from "#lib/model/routes.ts";
import { momentAddress, onGoing, setAddressOfShown } from "./navigation.ts";
import { useCoverage } from "./use-coverage.ts";
import { useReader } from "./use-reader.ts";

/** What the page itself shows. */
type TimelinePage = {
  readonly stream: string;
  readonly part: Part;
  /** Its own address, and what those of moments begin with. */
  readonly here: string;
  readonly moments: string;
  /** The frame that it shows in full; null when there is none. */
  readonly shown: { readonly time: number } | null;
  /** The moment that it is about, null for now, and that of the request, ms since 1970. */
  readonly at: number | null;
  readonly now: number;
};

/** When nothing has moved for so long, the page follows: its address, its full picture, what is around. */
const SETTLED_MS = 700;

/** Where the timeline is, and what was to be seen then; the page follows it, and it follows the page. */
export function useTimeline(page: TimelinePage, spanMs: number, speed: Speed) {
  const { stream, part, here, moments, shown, at, now } = page;
  const router = useRouter();
  /** Null while the page itself says what is shown. */
  const [moved, setMoved] = useState<number | null>(null);
  /** Where the page is sent to until it is there, and where the slider was then. */
  const [sent, setSent] = useState<{ to: string; from: number | null } | null>(null);
  const moment = moved ?? momentOf(at ?? shown?.time ?? now, now);
  const stretch = stretchAround(moment, spanMs, now);
  const { listed, isKnown } = useCoverage(queryOf(stream, part), stretch);
  // What is on the screen was on, also where the lists are those of twenty seconds ago.
  const coverage = listed === null || shown === null ? listed : withFrame(listed, shown.time, stretch.to);
  const isMoved = moved !== null;
  const reader = useReader(isMoved);
  useEffect(() => (isMoved ? reader.watch(stream) : undefined), [reader, stream, isMoved]);
  const { isPlaying, toggle } = usePlayback({
    reader,
    speed,
    moment,
    onMove: (next) =>
      setMoved(coverage === null ? next : momentOf(nextOn(coverage, next) ?? next, serverNow())),
  });
  const frames = useSyncExternalStore(
    reader.subscribe,
    () => reader.shown(stream, moment),
    () => undefined,
  );

  const there = moved === null ? null : momentAddress(moments, moved);
  const isSent = sent !== null && sent.from === moved;
  useEffect(() => {
    if (there === null || isPlaying || isSent) return;
    const timer = setTimeout(() => {
      if (there === here) {
        setMoved(null);
      } else {
        setSent({ to: there, from: moved });
        router.replace(there, { scroll: false });
      }
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [router, here, there, moved, isPlaying, isSent]);
  useEffect(
    () =>
      onGoing((to) => {
        if (isPlaying) toggle();
        setSent(to === here ? null : { to, from: moved });
        if (to === here) setMoved(null);
      }),
    [here, moved, isPlaying, toggle],
  );
  const [seen, setSeen] = useState(here);
  if (seen !== here) {
    setSeen(here);
    setSent(null);
    if (sent?.to !== here) {
      // Somebody has gone elsewhere: that is shown, and nothing leads back.
      if (isPlaying) toggle();
      setMoved(null);
    } else if (isSent && !isPlaying) {
      // The page has come to where the slider still is.
      setMoved(null);
    }
  }
  useEffect(() => {
    setAddressOfShown(there);
    return () => setAddressOfShown(null);
  }, [there]);

  const play = useCallback(() => {
    setMoved(moment);
    toggle();
  }, [moment, toggle]);
  const frame = frames?.find((one) => isOfPart(one, part));
  return {
    moment,
    stretch,
    coverage,
    isKnown,
    isMoved,
    /** What was to be seen where the timeline was moved to. */
    frame: isMoved ? frame : undefined,
    isOff: isMoved && frames !== undefined && frame === undefined,
    move: setMoved,
    isPlaying,
    play,
  };
}
