import type { Span } from "#lib/model/coverage.ts";
import type { Fault } from "#lib/model/frame.ts";
import type { Stretch } from "./moments.ts";

/** What a timeline says of a time. Off air is where it has no mark. */
export type MarkKind = "on" | "unknown" | "stalled" | "offline" | Fault;
export type Mark = { readonly kind: MarkKind; readonly span: Span };

/** The kinds that stand out, the most severe first. */
export const FAULT_KINDS = ["black", "frozen", "stalled", "damaged"] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** A mark in pixels, and the marks that it stands for. */
export type Drawn<K extends MarkKind = MarkKind> = {
  readonly kind: K;
  readonly left: number;
  readonly width: number;
  readonly span: Span;
};

/** A narrower mark is not seen. */
const MIN_PX = 3;

/** The marks that lie at least partly in a stretch. */
function findMarks(marks: readonly Mark[], { from, to }: Stretch): Mark[] {
  return marks.filter(({ span: [start, end] }) => end > from && start < to);
}

function isFault(mark: Mark): mark is Mark & { readonly kind: FaultKind } {
  return FAULT_KINDS.some((kind) => kind === mark.kind);
}

/** The marks of a stretch that lie beneath its faults, in pixels. */
export function drawCoverage(marks: readonly Mark[], stretch: Stretch, width: number): Drawn[] {
  return findMarks(marks, stretch)
    .filter(({ kind }) => kind === "on" || kind === "unknown")
    .map(({ kind, span }) => ({ kind, span, ...place(span, stretch, width, 1) }));
}

/**
 * The faults of a stretch in pixels, each at least 3 px wide. Those that would be narrower become one with their neighbours
 * within 3 px, which has the kind of the most severe of them.
 */
export function drawFaults(marks: readonly Mark[], stretch: Stretch, width: number): Drawn<FaultKind>[] {
  const drawn: Drawn<FaultKind>[] = [];
  const ascending = findMarks(marks, stretch)
    .filter(isFault)
    .sort((a, b) => a.span[0] - b.span[0]);
  for (const { kind, span } of ascending) {
    const next = { kind, span, ...place(span, stretch, width, MIN_PX) };
    const last = drawn.at(-1);
    const isNarrow = next.width <= MIN_PX || (last?.width ?? Infinity) <= MIN_PX;
    if (last === undefined || !isNarrow || next.left - (last.left + last.width) >= MIN_PX) drawn.push(next);
    else drawn[drawn.length - 1] = join(last, next);
  }
  return drawn;
}

function join(a: Drawn<FaultKind>, b: Drawn<FaultKind>): Drawn<FaultKind> {
  const right = Math.max(a.left + a.width, b.left + b.width);
  return {
    kind: FAULT_KINDS.indexOf(a.kind) <= FAULT_KINDS.indexOf(b.kind) ? a.kind : b.kind,
    left: a.left,
    width: right - a.left,
    span: [a.span[0], Math.max(a.span[1], b.span[1])],
  };
}

function place([start, end]: Span, { from, to }: Stretch, width: number, least: number) {
  const toPx = (ms: number) => ((ms - from) / (to - from)) * width;
  const [left, right] = [toPx(Math.max(start, from)), toPx(Math.min(end, to))];
  return { left: Math.max(0, Math.min(left, width - least)), width: Math.max(least, right - left) };
}

/** The mark at a moment, the most severe one; null where the stream was off air. @param within ms on both sides */
export function markAt(marks: readonly Mark[], moment: number, within = 0): MarkKind | null {
  const near = marks.filter(
    ({ kind, span: [start, end] }) => kind !== "offline" && start <= moment + within && end > moment - within,
  );
  const fault = FAULT_KINDS.find((kind) => near.some((mark) => mark.kind === kind));
  if (fault !== undefined) return fault;
  const exact = near.find(({ span: [start, end] }) => start <= moment && moment < end);
  return exact?.kind ?? null;
}
