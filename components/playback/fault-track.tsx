import type { FaultSpan } from "#lib/model/coverage.ts";
import { FAULTS } from "#lib/model/frame.ts";
import type { Stretch } from "./moments.ts";
import { Legend, Track } from "./track.tsx";

/** The hours with faults under the slider, and in words what their patterns mean. */
export function FaultTrack({ faults, stretch }: { faults: readonly FaultSpan[]; stretch: Stretch }) {
  const marks = faults.map(({ fault, span }) => ({ kind: fault, span }));
  const seen = FAULTS.filter((kind) =>
    faults.some(({ fault, span }) => fault === kind && span[1] > stretch.from && span[0] < stretch.to),
  );
  if (seen.length === 0) return null;
  return (
    <div className="mb-2">
      <Track marks={marks} stretch={stretch} />
      <p className="mt-1 flex flex-wrap gap-x-3 text-xs text-quiet max-sm:sr-only">
        Hours with faults:
        {seen.map((kind) => (
          <Legend key={kind} kind={kind}>
            {kind}
          </Legend>
        ))}
      </p>
    </div>
  );
}
