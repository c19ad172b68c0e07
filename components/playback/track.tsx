import type { ReactNode } from "react";
import type { Span } from "#lib/model/coverage.ts";
import type { Fault } from "#lib/model/frame.ts";
import type { Stretch } from "./moments.ts";

/** The kinds of marks; app/globals.css has a pattern for each. */
export type MarkKind = "on" | "unknown" | "stalled" | "offline" | Fault;
export type Mark = { readonly kind: MarkKind; readonly span: Span };

/** The marks that lie at least partly in a stretch. */
export function findMarks(marks: readonly Mark[], { from, to }: Stretch): Mark[] {
  return marks.filter(({ span: [start, end] }) => end > from && start < to);
}

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
