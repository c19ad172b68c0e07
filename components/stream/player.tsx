"use client";

import { useRouter } from "next/navigation";
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import type { ComponentType, ReactNode } from "react";
import { FaultButtons, PlayButton, SpeedSelect } from "#components/playback/controls.tsx";
import { SPANS, STEP_MS, stretchAround, toMoment } from "#components/playback/moments.ts";
import { Slider } from "#components/playback/slider.tsx";
import type { PastReader } from "#components/playback/stream-reader.ts";
import { useFollow, usePlayback, usePlaying } from "#components/playback/use-playback.ts";
import { Moment } from "#components/time/moment.tsx";
import { Select } from "#components/ui/select.tsx";
import { isSelected, type Selection } from "#lib/model/selection.ts";
import { feedAddress, toStreamQuery } from "#lib/model/routes.ts";
import type { CoverageTrackProps } from "./coverage-track.tsx";
import { onNavigate, shownAddress } from "./navigation.tsx";
import { Figure, type PageMoment } from "./picture.tsx";
import { useCoverage } from "./use-coverage.ts";

type PlayerProps = PageMoment & {
  stream: string;
  selection: Selection;
  /** The time of the request, ms since 1970. */
  now: number;
  /** Goes between the picture and the timeline. */
  children: ReactNode;
};

/** Loaded after the page, as is the coverage. */
const CoverageTrack = lazy<ComponentType<CoverageTrackProps>>(() =>
  import("./coverage-track.tsx").then(
    (module) => ({ default: module.CoverageTrack }),
    () => ({ default: () => null }),
  ),
);

const FOLLOW_MS = 700;
const MAX_SPAN_MS = SPANS[4].ms;
const never = () => () => undefined;

/** The picture of a moment, and the timeline that moves it. */
export function Player({ stream, selection, now, children, ...page }: PlayerProps) {
  const { shown, at } = page;
  const router = useRouter();
  const [spanMs, setSpanMs] = useState<number>(SPANS[2].ms);
  const toAddress = (time: number | null) => feedAddress(stream, selection, time);
  const here = toAddress(at);
  const playback = usePlayback(here, toMoment(at ?? shown?.time ?? now, now));
  const { state, moment, move, dispatch } = playback;
  const isMoved = state !== "idle";
  const stretch = stretchAround(moment, spanMs, now);
  const query = toStreamQuery(stream, selection);
  const { coverage, isKnown, findNextOn } = useCoverage(query, stretch, shown?.time ?? null);
  const reader = useReader(stream, isMoved);
  usePlaying(playback, reader, findNextOn);
  const onFollow = (time: number) => router.replace(toAddress(time), { scroll: false });
  useFollow(playback, { here, toAddress, onFollow, afterMs: FOLLOW_MS });
  useEffect(() => onNavigate((to) => dispatch({ type: "leave", to })), [dispatch]);
  const address = isMoved ? toAddress(moment) : null;
  useEffect(() => {
    shownAddress.current = address;
    return () => {
      shownAddress.current = null;
    };
  }, [address]);
  const frames = useSyncExternalStore(
    reader?.subscribe ?? never,
    () => reader?.shown(stream, moment),
    () => undefined,
  );
  const frame = frames?.find((one) => isSelected(one, selection)) ?? null;

  async function jump(by: -1 | 1) {
    if (coverage === null) return;
    const { findFault } = await import("#lib/model/fault-jumps.ts");
    // The fault that is shown may begin up to a step before the moment.
    const start = by < 0 ? moment - STEP_MS + 1 : moment;
    const found = findFault(coverage, [stretch.from, stretch.to], start, by);
    if (found !== null && found > stretch.from) move(found);
    // Where this stretch has none, the month may have one.
    else if (isKnown) setSpanMs(MAX_SPAN_MS);
  }

  return (
    <div>
      <Figure {...page} moment={moment} isMoved={isMoved} frame={isMoved && frames ? frame : undefined} />
      {children}
      <section aria-label="Timeline" className="mt-3 accent-accent noscript:hidden">
        <div className="flex flex-wrap items-center gap-2 text-sm">
          <PlayButton {...playback} />
          <FaultButtons onJump={(by) => void jump(by).catch(() => undefined)} />
          <label className="flex items-center gap-2">
            Speed <SpeedSelect {...playback} />
          </label>
          <label className="flex items-center gap-2">
            Show
            <Select
              value={spanMs}
              onChange={({ target }) => setSpanMs(Number(target.value))}
              options={SPANS.map(({ label, ms }) => [ms, label])}
            />
          </label>
          <span className="ml-auto">
            <Moment time={isMoved ? moment : (shown?.time ?? moment)} />
          </span>
        </div>
        <Slider label="Moment of the stream" moment={moment} stretch={stretch} latest={now} onMove={move} />
        <Suspense fallback={<div className="h-8.5" />}>
          <CoverageTrack coverage={coverage} isKnown={isKnown} stretch={stretch} />
        </Suspense>
      </section>
    </div>
  );
}

/** A reader that watches a stream while the timeline is moved. Its code is loaded at the first move. */
function useReader(stream: string, isMoved: boolean): PastReader | null {
  const [reader, setReader] = useState<PastReader | null>(null);
  useEffect(() => {
    if (!isMoved) return;
    if (reader !== null) return reader.watch(stream);
    import("#components/playback/stream-reader.ts").then(
      ({ createHistoryReader }) => setReader(createHistoryReader()),
      () => undefined,
    );
  }, [stream, isMoved, reader]);
  return reader;
}
