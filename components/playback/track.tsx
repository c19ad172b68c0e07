import type { ReactNode } from "react";
import type { Span } from "#lib/model/coverage.ts";
import type { Fault } from "#lib/model/frame.ts";
import type { Stretch } from "./moments.ts";

/** What a part of a timeline is marked as; each has a pattern of its own in app/globals.css. */
export type MarkKind = "on" | "unknown" | "stalled" | "offline" | Fault;
export type Mark = { readonly kind: MarkKind; readonly span: Span };

export function marksOf(kind: MarkKind, spans: readonly Span[]): Mark[] {
  return spans.map((span) => ({ kind, span }));
}

/** A strip under a slider with marks of the times that it spans. What it shows is told in words elsewhere. */
export function Track({ marks, stretch: { from, to } }: { marks: readonly Mark[]; stretch: Stretch }) {
  return (
    <div
      aria-hidden
      className="relative mt-0.5 h-2 overflow-hidden rounded-full bg-screen forced-colors:outline"
    >
      {marks
        .filter(({ span: [start, end] }) => end > from && start < to)
        .map(({ kind, span: [start, end] }) => (
          <div
            key={`${kind} ${start}`}
            data-mark={kind}
            className="absolute inset-y-0"
            style={{
              left: `min(100% - 2px, ${(100 * (Math.max(start, from) - from)) / (to - from)}%)`,
              width: `max(2px, ${(100 * (Math.min(end, to) - Math.max(start, from))) / (to - from)}%)`,
            }}
          />
        ))}
    </div>
  );
}

/** A word beside the pattern that stands for it. */
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
