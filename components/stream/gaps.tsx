import { useNumbers } from "#components/time/count.ts";
import { Moment } from "#components/time/moment.tsx";
import type { Stretch } from "#components/playback/moments.ts";
import { Legend, marksOf, Track, type Mark, type MarkKind } from "#components/playback/track.tsx";
import { gapsIn, type Coverage } from "#lib/model/coverage.ts";
import { FAULTS } from "#lib/model/frame.ts";
import { LIVE_MS } from "#lib/model/state.ts";

export type GapsProps = {
  coverage: Coverage | null;
  /** Whether it is that of the whole stretch, as yet. */
  isKnown: boolean;
  stretch: Stretch;
};

/** Under the slider: when the stream was on and what was wrong with it, and where nobody looked. Told in words as well. */
export function Gaps({ coverage, isKnown, stretch }: GapsProps) {
  const write = useNumbers();
  const { from, to } = stretch;
  const { on = [], unknown = [], faults = [] } = coverage ?? {};
  const { stalled = [], offline = [] } = coverage === null ? {} : gapsIn(coverage, [from, to]);
  const marks = [
    ...marksOf("unknown", unknown),
    ...marksOf("on", on),
    ...marksOf("stalled", stalled),
    ...marksOf("offline", offline),
    ...faults.map(({ fault, span }): Mark => ({ kind: fault, span })),
  ].filter(({ span: [start, end] }) => end > from && start < to);
  const seen = (kind: MarkKind) => marks.filter((mark) => mark.kind === kind);
  const times = seen("on");
  // Half minutes, as at the end of a stretch that goes on with the time, change nothing of what is told.
  const isPart = unknown.some(([start, end]) => Math.min(end, to) - Math.max(start, from) > LIVE_MS);
  const last = times.at(-1)?.span;
  const wrong = ([...FAULTS, "stalled", "offline"] as const).filter((kind) => seen(kind).length > 0);
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
            On air {times.length === 1 ? "once" : `${write(times.length)} times`},{" "}
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
          wrong.map((kind) => (
            <Legend key={kind} kind={kind}>
              {write(seen(kind).length)} × {kind}
            </Legend>
          ))}
      </p>
    </div>
  );
}
