import type { ReactNode } from "react";
import type { Mark, MarkKind } from "./marks.ts";
import type { Stretch } from "./moments.ts";

export { findMarks } from "./marks.ts";
export type { Mark, MarkKind } from "./marks.ts";

/** A strip of marks under a slider. Its legend tells the same in words. @param marks of the stretch */
export function Track({ marks, stretch: { from, to } }: { marks: readonly Mark[]; stretch: Stretch }) {
  const toPercent = (ms: number) => `${(100 * ms) / (to - from)}%`;
  return (
    <div
      aria-hidden
      className="relative mt-0.5 h-2 overflow-hidden rounded-full bg-screen forced-colors:outline"
    >
      {marks.map(({ kind, span: [start, end] }) => (
        <div
          key={`${kind} ${start}`}
          data-mark={kind}
          className="absolute inset-y-0"
          style={{
            left: `min(100% - 2px, ${toPercent(Math.max(start, from) - from)})`,
            width: `max(2px, ${toPercent(Math.min(end, to) - Math.max(start, from))})`,
          }}
        />
      ))}
    </div>
  );
}

/** A word beside its pattern. */
export function Legend({ kind, children }: { kind: MarkKind; children: ReactNode }) {
  return (
    <span className="whitespace-nowrap">
      <span
        aria-hidden
        data-mark={kind}
        className="me-1 inline-block h-2 w-4 rounded-sm bg-screen align-middle"
      />
      {children}
    </span>
  );
}
