import { StateMark } from "#components/ui/state-mark.tsx";
import { MARK_LOOKS } from "./mark-looks.ts";
import { FAULT_KINDS, type MarkKind } from "./marks.ts";

const COVERAGE = [
  ["on", "On air"],
  ["offline", "Off air"],
  ["unknown", "Unknown"],
] as const;

/** The patterns and shapes of a timeline in words. @param kinds those that it shows, all by default */
export function Legend({ kinds }: { kinds?: ReadonlySet<MarkKind> }) {
  const isShown = (kind: MarkKind) => kinds === undefined || kinds.has(kind);
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-quiet noscript:hidden short:hidden">
      {COVERAGE.filter(([kind]) => isShown(kind)).map(([kind, word]) => (
        <span key={kind} className="flex items-center gap-1.5 whitespace-nowrap">
          <span
            aria-hidden
            className={`h-2 w-3.5 rounded-xs border border-edge-strong forced-color-adjust-none ${MARK_LOOKS[kind]}`}
          />
          {word}
        </span>
      ))}
      {FAULT_KINDS.filter(isShown).map((kind) => (
        <span key={kind} className="flex items-center gap-1.5 whitespace-nowrap capitalize">
          <StateMark state={kind} /> {kind}
        </span>
      ))}
    </p>
  );
}
