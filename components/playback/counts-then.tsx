import { Moment } from "#components/time/moment.tsx";
import { useNumbers } from "#components/time/numbers.ts";
import { StateMark } from "#components/ui/state-mark.tsx";
import type { Counts } from "./counts.ts";
import { writeCounts } from "./write-counts.ts";

export type CountsThenProps = { counts: Counts; at: number };

/** What lies above the pointer. */
export function CountsThen({ counts, at }: CountsThenProps) {
  return (
    <span className="flex items-center gap-3">
      <span className="font-medium">
        <Moment time={at} short />
      </span>
      {writeCounts(counts, at, useNumbers()).map(({ state, text }) => (
        <span key={state} className={state === "live" ? "text-quiet" : "text-fault"}>
          <StateMark state={state} className="me-1.5" />
          {text}
        </span>
      ))}
    </span>
  );
}
