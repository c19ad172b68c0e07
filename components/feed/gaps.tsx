import { useNumbers } from "#components/locale/count.ts";
import { Moment } from "#components/locale/moment.tsx";
import type { Stretch } from "#components/past/moments.ts";
import { LIVE_MS } from "#lib/model/state.ts";
import type { Coverage, Span } from "#lib/model/coverage.ts";

type GapsProps = {
  coverage: Coverage | null;
  /** Whether it is that of the whole stretch, as yet. */
  isKnown: boolean;
  stretch: Stretch;
};

/** Under the slider: where the stream was on, and where nobody looked. Told in words as well. */
export function Gaps({ coverage, isKnown, stretch }: GapsProps) {
  const write = useNumbers();
  const { from, to } = stretch;
  const place = ([start, end]: Span) => ({
    left: `min(100% - 2px, ${(100 * (Math.max(start, from) - from)) / (to - from)}%)`,
    width: `max(2px, ${(100 * (Math.min(end, to) - Math.max(start, from))) / (to - from)}%)`,
  });
  const isWithin = ([start, end]: Span) => end > from && start < to;
  const on = coverage?.on.filter(isWithin) ?? [];
  const unknown = coverage?.unknown.filter(isWithin) ?? [];
  // Half minutes, as at the end of a stretch that goes on with the time, change nothing of what is told.
  const isPart = unknown.some(([start, end]) => Math.min(end, to) - Math.max(start, from) > LIVE_MS);
  const last = on.at(-1);
  return (
    <div>
      <div aria-hidden className="relative h-2 overflow-hidden rounded-full bg-screen forced-colors:outline">
        {unknown.map((span) => (
          <div key={span[0]} className="absolute inset-y-0 bg-unknown" style={place(span)} />
        ))}
        {on.map((span) => (
          <div
            key={span[0]}
            className="absolute inset-y-0 bg-live forced-colors:bg-[CanvasText]"
            style={place(span)}
          />
        ))}
      </div>
      <p className="mt-1 min-h-5 text-xs text-quiet">
        {!isKnown ? null : isPart ? (
          "When it was on is known only in part"
        ) : last === undefined ? (
          "No pictures in this time"
        ) : (
          <>
            On air {on.length === 1 ? "once" : `${write(on.length)} times`},{" "}
            {last[1] < to ? (
              <>
                last until <Moment time={last[1]} />
              </>
            ) : (
              "and it goes on"
            )}
          </>
        )}
      </p>
    </div>
  );
}
