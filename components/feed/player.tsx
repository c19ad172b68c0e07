"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useState, useSyncExternalStore, type ReactNode } from "react";
import { serverNow } from "#components/clock/clock.ts";
import { Moment, useMoment } from "#components/locale/moment.tsx";
import { askPast } from "#components/past/ask.ts";
import { momentOf, SPANS, SPEEDS, stretchAround, type Speed } from "#components/past/moments.ts";
import { createPastReader } from "#components/past/reader.ts";
import { Slider } from "#components/past/slider.tsx";
import { usePlayback } from "#components/past/use-playback.ts";
import { isShortcut } from "#components/wall/keys.ts";
import { LIVE_MS } from "#lib/feeds/freshness.ts";
import { nextOn, withFrame } from "#lib/history/coverage/spans.ts";
import { feedAddress } from "#lib/history/address.ts";
import { FullPicture } from "./full-picture.tsx";
import { Gaps } from "./gaps.tsx";
import { useCoverage } from "./use-coverage.ts";
import { Icon } from "#components/icon.tsx";

type PlayerProps = {
  stream: string;
  feed: string | null;
  name: string;
  /** The frame that the page shows in full; null when there is none. */
  shown: { readonly time: number; readonly preview: string; readonly original: string | null } | null;
  /** The moment that the page is about, null for now, and that of the request, ms since 1970. */
  at: number | null;
  now: number;
  /** Between the picture and the timeline. */
  children: ReactNode;
};

/** When nothing has moved for so long, the page follows: its address, its full picture, what is around. */
const SETTLED_MS = 700;
const CONTROL = "cursor-pointer rounded-md border border-edge bg-card px-3 py-1.5";

/** The picture of a moment, and the timeline that moves it: dragged, stepped by key, or played. */
export function Player({ stream, feed, name, shown, at, now, children }: PlayerProps) {
  const router = useRouter();
  const [spanMs, setSpanMs] = useState<number>(SPANS[2].ms);
  const [speed, setSpeed] = useState<Speed>(SPEEDS[1]);
  /** Null while the page itself says what is shown. */
  const [moved, setMoved] = useState<number | null>(null);
  const moment = moved ?? momentOf(at ?? shown?.time ?? now, now);
  const stretch = stretchAround(moment, spanMs, now);
  const listed = useCoverage(stream, feed, stretch);
  // What is on the screen was on, also where the lists are those of twenty seconds ago.
  const coverage = listed === null || shown === null ? listed : withFrame(listed, shown.time, stretch.to);
  const [reader] = useState(() => createPastReader({ ask: askPast, now: () => performance.now() }));
  const isMoved = moved !== null;
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
  const frame = frames?.find((one) => feed === null || one.feed === feed);
  useEffect(() => {
    if (moved === null || isPlaying) return;
    const timer = setTimeout(
      () => router.replace(feedAddress(stream, feed, moved), { scroll: false }),
      SETTLED_MS,
    );
    return () => clearTimeout(timer);
  }, [router, stream, feed, moved, isPlaying]);
  const [seenAt, setSeenAt] = useState(at);
  if (seenAt !== at) {
    // The page has come to where the slider is.
    setSeenAt(at);
    if (!isPlaying) setMoved(null);
  }
  const text = useMoment(moment);
  const isOlder = !isMoved && at !== null && shown !== null && at - shown.time > LIVE_MS;
  const textOfShown = useMoment(shown?.time ?? 0);
  const play = useCallback(() => {
    setMoved(moment);
    toggle();
  }, [moment, toggle]);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key !== " " || isShortcut(event)) return;
      if (event.target instanceof Element && event.target.closest("button, a")) return;
      event.preventDefault();
      play();
    }
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [play]);

  return (
    <div>
      <figure className="relative mx-auto aspect-video overflow-hidden rounded-xl bg-screen w-picture">
        {shown === null ? (
          <p className="grid size-full place-content-center p-4 text-center">
            Nothing is kept of this moment or before it.
          </p>
        ) : (
          <FullPicture
            preview={shown.preview}
            original={shown.original}
            // One picture at a time is told of: this one lies under the other.
            alt={isMoved && frame !== undefined ? "" : `${name}, ${textOfShown}`}
            follows={at === null}
          />
        )}
        {isMoved && frame !== undefined && (
          <img
            src={frame.picture}
            alt={`${name}, ${text}`}
            className="absolute inset-0 size-full bg-screen object-contain"
          />
        )}
        {isMoved && frames !== undefined && frame === undefined && (
          <p className="absolute inset-0 grid place-content-center bg-screen">Not on air then</p>
        )}
        {(isMoved || at !== null) && (
          <p className="absolute top-2 right-2 rounded-md bg-stalled px-2 py-0.5 text-sm text-page">
            <strong className="font-semibold">Not live</strong>
            {isOlder && " · off air then, this came before"}
          </p>
        )}
      </figure>
      {children}
      <section aria-label="Timeline" className="mt-3 accent-accent noscript:hidden">
        <div className="flex flex-wrap items-center gap-2 text-sm">
          <button type="button" aria-keyshortcuts="Space" className={CONTROL} onClick={play}>
            <Icon name={isPlaying ? "pause" : "play"} /> {isPlaying ? "Pause" : "Play"}
          </button>
          <label className="flex items-center gap-2">
            Speed
            <select
              value={speed.label}
              onChange={({ target }) =>
                setSpeed(SPEEDS.find(({ label }) => label === target.value) ?? SPEEDS[1])
              }
              className={CONTROL}
            >
              {SPEEDS.map(({ label }) => (
                <option key={label}>{label}</option>
              ))}
            </select>
          </label>
          <label className="flex items-center gap-2">
            Show
            <select
              value={spanMs}
              onChange={({ target }) => setSpanMs(Number(target.value))}
              className={CONTROL}
            >
              {SPANS.map(({ label, ms }) => (
                <option key={label} value={ms}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <span className="ml-auto">
            <Moment time={isMoved ? moment : (shown?.time ?? moment)} />
          </span>
        </div>
        <Slider
          moment={moment}
          stretch={stretch}
          latest={now}
          text={text}
          onMove={setMoved}
          label="Moment of the stream"
          takesFocus={false}
        />
        <Gaps coverage={coverage} stretch={stretch} />
      </section>
    </div>
  );
}
