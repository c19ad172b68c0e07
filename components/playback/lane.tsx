import { memo, type ReactNode } from "react";
import { StateMark } from "#components/ui/state-mark.tsx";
import { CountsArea } from "./counts-area.tsx";
import type { Counts } from "./counts.ts";
import { MARK_LOOKS } from "./mark-looks.ts";
import { drawCoverage, drawFaults, type Mark } from "./marks.ts";
import type { Stretch } from "./moments.ts";

/** A row of a timeline. */
export type Lane = {
  readonly id: string;
  /** Stands before it; null for the only lane. */
  readonly label: ReactNode | null;
  readonly marks: readonly Mark[];
  /** The number of live streams over time, in place of the marks. */
  readonly counts?: Counts;
  /** Lies above the marks, as wide as they. */
  readonly film?: ReactNode;
};

type LaneTrackProps = {
  lane: Lane;
  stretch: Stretch;
  width: number;
  /** Shows the shape of each fault above it. */
  hasShapes: boolean;
};

/** The coverage of one lane with its faults, or the number of its live streams. */
export const LaneTrack = memo(function LaneTrack({ lane, stretch, width, hasShapes }: LaneTrackProps) {
  const { marks, counts, film } = lane;
  if (counts !== undefined)
    return <CountsArea counts={counts} marks={marks} stretch={stretch} width={width} />;
  const faults = drawFaults(marks, stretch, width);
  // In parts of the width, which the server does not know.
  const part = (px: number) => `${(100 * px) / width}%`;
  return (
    <div aria-hidden className="forced-color-adjust-none">
      {hasShapes && (
        <div className="relative h-5 short:hidden">
          {faults.map(({ kind, left, width: wide }) => (
            <span
              key={left}
              className="absolute [transform:translateX(-50%)] text-xs"
              style={{ left: part(left + wide / 2) }}
            >
              <StateMark state={kind} />
            </span>
          ))}
        </div>
      )}
      {film !== undefined && <div className="overflow-hidden rounded-t short:hidden">{film}</div>}
      <div className="relative h-4 rounded-sm bg-well forced-colors:outline">
        {drawCoverage(marks, stretch, width).map(({ kind, left, width: wide, span }) => (
          <div
            key={`${kind} ${span[0]}`}
            data-kind={kind}
            className={`absolute inset-y-0 ${MARK_LOOKS[kind]}`}
            style={{ left: part(left), width: part(wide) }}
          />
        ))}
        {faults.map(({ kind, left, width: wide, span }) => (
          <div
            key={`${kind} ${span[0]}`}
            data-kind={kind}
            className={`absolute -inset-y-1 rounded-sm ring-2 ring-page ${MARK_LOOKS[kind]}`}
            style={{ left: part(left), width: part(wide) }}
          />
        ))}
      </div>
    </div>
  );
});
