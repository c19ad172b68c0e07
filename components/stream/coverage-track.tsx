import type { Stretch } from "#components/playback/moments.ts";
import { findMarks, Legend, Track, type Mark, type MarkKind } from "#components/playback/track.tsx";
import { useNumbers } from "#components/time/numbers.ts";
import { Moment } from "#components/time/moment.tsx";
import { findGaps, type Coverage, type Span } from "#lib/model/coverage.ts";
import { FAULTS } from "#lib/model/frame.ts";
import { LIVE_MS } from "#lib/model/state.ts";

export type CoverageTrackProps = {
  coverage: Coverage | null;
  /** The coverage of the whole stretch is known. */
  isKnown: boolean;
  stretch: Stretch;
};

const FAULT_KINDS = [...FAULTS, "stalled", "offline"] as const;

/** Marks when the stream was on, its faults and gaps, and unknown times; and tells the same in words. */
export function CoverageTrack({ coverage, isKnown, stretch }: CoverageTrackProps) {
  const write = useNumbers();
  const { from, to } = stretch;
  const marks = coverage === null ? [] : findMarks(toMarks(coverage, stretch), stretch);
  const spansOf = (kind: MarkKind) => marks.filter((mark) => mark.kind === kind).map(({ span }) => span);
  const on = spansOf("on");
  const last = on.at(-1);
  // The newest half minutes of a stretch that goes on with the time may be unknown.
  const isPart = spansOf("unknown").some(
    ([start, end]) => Math.min(end, to) - Math.max(start, from) > LIVE_MS,
  );
  return (
    <div>
      <Track marks={marks} stretch={stretch} />
      <p className="mt-1 flex min-h-5 flex-wrap gap-x-3 text-xs text-quiet">
        {!isKnown ? null : isPart ? (
          "When it was on is known only in part"
        ) : last === undefined ? (
          "No pictures in this time"
        ) : (
          <span>
            On air {on.length === 1 ? "once" : `${write(on.length)} times`},{" "}
            {last[1] < to ? (
              <>
                last until <Moment time={last[1]} />
              </>
            ) : (
              "and it goes on"
            )}
          </span>
        )}
        {isKnown &&
          FAULT_KINDS.filter((kind) => spansOf(kind).length > 0).map((kind) => (
            <Legend key={kind} kind={kind}>
              {write(spansOf(kind).length)} × {kind}
            </Legend>
          ))}
      </p>
    </div>
  );
}

function toMarks(coverage: Coverage, { from, to }: Stretch): Mark[] {
  const { stalled, offline } = findGaps(coverage, [from, to]);
  const mark = (kind: MarkKind, spans: readonly Span[]) => spans.map((span): Mark => ({ kind, span }));
  return [
    ...mark("unknown", coverage.unknown),
    ...mark("on", coverage.on),
    ...mark("stalled", stalled),
    ...mark("offline", offline),
    ...coverage.faults.map(({ fault, span }): Mark => ({ kind: fault, span })),
  ];
}
