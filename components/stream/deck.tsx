import { useEffect, useEffectEvent } from "react";
import { Legend } from "#components/playback/legend.tsx";
import { STEP_MS } from "#components/playback/moments.ts";
import { tellNoFault } from "#components/playback/no-fault.ts";
import { Overview } from "#components/playback/overview.tsx";
import { boundsOf } from "#components/playback/scale.ts";
import { Timeline } from "#components/playback/timeline.tsx";
import { Transport } from "#components/playback/transport.tsx";
import { usePlayback } from "#components/playback/use-playback.ts";
import { useStretch } from "#components/playback/use-stretch.ts";
import { serverNow, useClock } from "#components/time/clock.ts";
import { showToast } from "#components/ui/toast.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { findFault } from "#lib/model/fault-jumps.ts";
import type { PastFrame } from "#lib/model/past.ts";
import { toStreamQuery } from "#lib/model/routes.ts";
import type { StreamPage, StreamPlace } from "#lib/model/stream-page.ts";
import { isExact } from "#lib/model/stretches.ts";
import { findOnAir, type OnAir } from "./coverage-marks.ts";
import { findFarFault } from "./far-fault.ts";
import { MAX_FILM_MS } from "./film-plan.ts";
import { firstMoment, REACH_MS, spanOfNew } from "./first-stretch.ts";
import { Preview } from "./preview.tsx";
import { TrackFilm } from "./track-film.tsx";
import { useCoverage, type ReadCoverage } from "./use-coverage.ts";
import { addressOf } from "./use-moves.ts";
import { useFrame } from "./use-frame.ts";
import { toHistory } from "./use-stream.ts";

/** The moment that the timeline was moved to, and its small picture: undefined until it is read, null if there is none. */
export type Moved = { readonly moment: number; readonly frame: PastFrame | null | undefined };

export type DeckProps = {
  page: StreamPage;
  /** Where the page was sent, which may not be there yet. */
  place: StreamPlace;
  /** The time of the shown picture, ms since 1970; null without one. */
  shown: number | null;
  /** It sends pictures now. */
  isOn: boolean;
  latest: number;
  /** What the server has read already. */
  known: ReadCoverage | null;
  onGo: (at: number | null, isPushed?: boolean) => void;
  onStep: (by: -1 | 1) => void;
  /** The page follows the timeline to a moment. */
  onFollow: (at: number) => void;
  onMoved: (moved: Moved | null) => void;
  onOnAir: (onAir: OnAir | null) => void;
  onReady: () => void;
};

/** The button "Live" is not green while nothing is known. */
const LIVE_IN_OUTAGE =
  "in-data-stale:[&_[aria-current]]:text-quiet in-data-stale:[&_[aria-current]]:before:bg-edge-strong in-data-stale:[&_[aria-current]>span]:bg-edge-strong";

/** The timeline of a stream and its transport, beneath its picture. */
export function Deck(props: DeckProps) {
  const { page, place, shown, isOn, latest, known } = props;
  const { stream, selection, at } = page;
  const isHydrated = useHydrated();
  const own = firstMoment(page, isOn, shown, latest);
  const playback = usePlayback(addressOf(page), own);
  const { state, moment, dispatch } = playback;
  const isMoved = state !== "idle";
  const isLive = at === null && !isMoved;
  const query = toStreamQuery(stream, selection);
  const [stretch, onStretch] = useStretch(moment, latest, REACH_MS, spanOf(known, query, moment, latest));
  const coverage = useCoverage({ query, visible: stretch, latest, shown, known });
  const frame = useFrame({ page, playback, findNextOn: coverage.findNextOn, onFollow: props.onFollow });
  useLeaving(place, dispatch);
  // Of a long stretch only the hours are known: the first one may begin before the first picture.
  const hasPicture = isMoved ? frame !== null : shown !== null;
  useReports(
    props,
    isMoved ? { moment, frame } : null,
    coverage.coverage && hasPicture
      ? findOnAir(
          coverage.coverage,
          [coverage.stretch.from, coverage.stretch.to],
          isLive ? latest : moment,
          latest,
        )
      : null,
  );
  const now = useClock((time) => (isLive ? Math.floor(time / 1_000) * 1_000 : 0));
  const time = isMoved ? moment : (at ?? (isOn ? now : own));

  function go(to: number) {
    const whole = Math.round(to / 1_000) * 1_000;
    props.onGo(whole >= serverNow() ? null : Math.max(0, whole), true);
  }
  async function goToFault(by: -1 | 1) {
    if (coverage.coverage === null) return;
    // The fault that is shown may begin up to a step before the moment.
    const start = by < 0 ? moment - STEP_MS + 1 : moment;
    const { from, to } = coverage.stretch;
    // A longer stretch tells only the hour of a fault.
    const near = isExact([from, to]) ? findFault(coverage.coverage, [from, to], start, by) : null;
    const here = location.href;
    // Where this stretch has none, the month may have one.
    const found = near !== null && near > from ? near : await findFarFault({ query, latest }, start, by);
    // The viewer has gone elsewhere meanwhile.
    if (location.href !== here) return;
    if (found === null) tellNoFault(by);
    else props.onGo(found);
  }

  const hasFilm = stretch.to - stretch.from <= MAX_FILM_MS;
  // An image keeps its picture until the next one is there: those of another stream must go at once.
  const film = hasFilm
    ? { film: <TrackFilm key={query} of={page} stretch={stretch} known={toHistory(page)?.around ?? []} /> }
    : {};
  const common = { latest, reachMs: REACH_MS, stretch, onStretch };
  const bounds = boundsOf(moment, latest, REACH_MS);
  const days = (
    <>
      <Overview {...{ stretch, bounds, onStretch }} />
      <Legend />
    </>
  );
  // It has no room for them beside the picture and its name.
  const isPhone = isHydrated && innerWidth < 640;
  return (
    <>
      <section aria-label="Timeline" data-drags className="min-w-0 [grid-area:timeline] noscript:hidden">
        <Timeline
          label="Moment of the stream"
          lanes={[{ id: "stream", label: null, marks: coverage.marks, ...film }]}
          moment={moment}
          onMove={playback.move}
          preview={(there) => <Preview of={page} marks={coverage.marks} moment={there} latest={latest} />}
          {...common}
        />
      </section>
      <div
        data-ready={isHydrated || undefined}
        className={`transport-beside grid min-w-0 gap-3 [grid-area:transport] noscript:hidden ${LIVE_IN_OUTAGE}`}
      >
        <Transport
          playback={playback}
          moment={time}
          isLive={isLive && isOn}
          onGo={go}
          onLive={() => props.onGo(null)}
          onStep={(ms) => (isMoved ? playback.move(moment + ms) : props.onStep(ms < 0 ? -1 : 1))}
          onFault={(by) => void goToFault(by).catch(() => showToast("Couldn’t load history"))}
          more={isPhone ? <div className="grid gap-3">{days}</div> : undefined}
          {...common}
        />
        <div className="grid items-center gap-x-6 gap-y-2 max-sm:hidden lg:grid-cols-[minmax(0,3fr)_auto] max-lg:landscape:hidden">
          {days}
        </div>
      </div>
    </>
  );
}

type Dispatch = ReturnType<typeof usePlayback>["dispatch"];

/** A timeline that comes to rest while the page goes elsewhere would lead back. */
function useLeaving(place: StreamPlace, dispatch: Dispatch): void {
  useEffect(() => dispatch({ type: "leave", to: addressOf(place) }), [place, dispatch]);
}

/** The length of the timeline of a stream that has just begun. */
function spanOf(known: ReadCoverage | null, query: string, moment: number, now: number) {
  return known?.query === query ? spanOfNew(known.coverage, known.stretch, moment, now) : undefined;
}

/** Tells the page what the timeline shows. */
function useReports(props: DeckProps, moved: Moved | null, onAir: OnAir | null): void {
  const report = useEffectEvent(() => props.onMoved(moved));
  const reportOnAir = useEffectEvent(() => props.onOnAir(onAir));
  const reportReady = useEffectEvent(() => props.onReady());
  useEffect(() => report(), [moved?.moment, moved?.frame]);
  useEffect(() => reportOnAir(), [onAir?.since, onAir?.isEarlier, onAir?.until, onAir?.at]);
  useEffect(() => reportReady(), []);
}
