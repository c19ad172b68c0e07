import { useEffect, useEffectEvent } from "react";
import { STEP_MS } from "#components/playback/moments.ts";
import { tellNoFault } from "#components/playback/no-fault.ts";
import { ReaderStatus } from "#components/playback/reader-status.tsx";
import { Timeline } from "#components/playback/timeline.tsx";
import { Transport } from "#components/playback/transport.tsx";
import { useStretch } from "#components/playback/use-stretch.ts";
import { useClock } from "#components/time/clock.ts";
import { showToast } from "#components/ui/toast.tsx";
import { useShortcuts } from "#components/ui/use-shortcut.ts";
import { findFault } from "#lib/model/fault-jumps.ts";
import { MAX_MS } from "#lib/model/stretches.ts";
import type { Named } from "./named.ts";
import { useCoverages, writeMarks, type ToldFirst } from "./use-coverages.ts";
import type { Comparison } from "./use-history.ts";

export type CompareTimelineProps = {
  /** A lane each. `newest` is the time of the newest frame, which the server's lists may not have yet. */
  lanes: readonly { readonly named: Named; readonly newest: number | null }[];
  comparison: Comparison;
  /** The coverages that the page came with. */
  coverages: ToldFirst | null;
  onReady: () => void;
};

/** The timeline of all compared streams: a fault that they share is one vertical line. */
export function CompareTimeline({ lanes, comparison, coverages: first, onReady }: CompareTimelineProps) {
  const report = useEffectEvent(onReady);
  useEffect(() => report(), []);
  const { playback, latest, reader, go, goLive } = comparison;
  const { moment, move } = playback;
  const [stretch, setStretch] = useStretch(moment, latest, MAX_MS, first?.rangeMs);
  const isOfOne = new Set(lanes.map(({ named }) => named.compared.stream)).size === 1;
  const { coverages, isLoading } = useCoverages(lanes, stretch, latest, first);
  const step = (ms: number) => move(moment + ms);
  useShortcuts({ ",": () => step(-STEP_MS), ".": () => step(STEP_MS) });
  function jump(by: -1 | 1) {
    // The fault that is shown may begin up to a step before the moment.
    const start = by < 0 ? moment - STEP_MS + 1 : moment;
    const found = coverages.flatMap(
      (coverage) => (coverage && findFault(coverage, [stretch.from, stretch.to], start, by)) ?? [],
    );
    if (found.length > 0) go(by < 0 ? Math.max(...found) : Math.min(...found));
    // Where this stretch has none, the month may have one, as on a stream's page.
    else if (stretch.to - stretch.from < MAX_MS - STEP_MS) setStretch({ from: latest - MAX_MS, to: latest });
    else if (coverages.includes(null)) showToast("Couldn’t load history");
    else if (!isLoading) tellNoFault(by);
  }
  const isLive = comparison.moment === null;
  const now = useClock((time) => (isLive ? Math.floor(time / 1_000) * 1_000 : 0));
  const shared = { moment, latest, reachMs: MAX_MS, stretch, onStretch: setStretch };
  return (
    <>
      {reader !== null && <ReaderStatus reader={reader} className="end-4" />}
      <Timeline
        {...shared}
        label="Moment of the streams"
        lanes={lanes.map(({ named }, place) => ({
          id: named.whole,
          label: <LaneName named={named} isOfOne={isOfOne} />,
          marks: writeMarks(coverages[place] ?? null, stretch),
        }))}
        onMove={move}
      />
      <Transport
        {...shared}
        playback={playback}
        moment={isLive ? now : moment}
        isLive={isLive}
        onStep={step}
        onGo={go}
        onFault={jump}
        onLive={goLive}
      />
    </>
  );
}

/** On a phone, the source alone tells more where all are of one stream. */
function LaneName({ named: { name, source, account }, isOfOne }: { named: Named; isOfOne: boolean }) {
  return (
    <span className="flex min-w-0 items-center gap-2 max-sm:max-w-28 max-sm:gap-1">
      <span dir="auto" className={`truncate ${source !== null && isOfOne ? "max-sm:sr-only" : ""}`}>
        {name}
      </span>
      {account !== null && <span className="shrink-0 text-quiet">{account}</span>}
      {source !== null && (
        <span dir="auto" className="max-w-full shrink-0 truncate rounded bg-well px-1.5 max-sm:max-w-14">
          {source}
        </span>
      )}
    </span>
  );
}
