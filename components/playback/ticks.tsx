import { useRef, type PointerEvent } from "react";
import { usePlace } from "#components/time/place.ts";
import { listTicks } from "#components/time/ticks.ts";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import type { Stretch } from "./moments.ts";
import { pan, toFraction, type Bounds } from "./scale.ts";

/** Half of a label: at an end it would be cut off. Text is larger on a large screen. */
const toHalf = (width: number) => Math.max(28, width / 70);
/** The same on a phone, as a part of its width. */
const PHONE_HALF = 0.12;

type TicksProps = {
  stretch: Stretch;
  bounds: Bounds;
  width: number;
  onStretch: (stretch: Stretch) => void;
};

/** The hours or days of a timeline. Dragged, they move it. */
export function Ticks({ stretch, bounds, width, onStretch }: TicksProps) {
  const place = usePlace();
  const isMeasured = useHydrated();
  const start = useRef<{ x: number; stretch: Stretch } | null>(null);
  function drag({ clientX }: PointerEvent) {
    if (start.current === null) return;
    const { from, to } = start.current.stretch;
    onStretch(pan(start.current.stretch, ((start.current.x - clientX) / width) * (to - from), bounds));
  }
  return (
    <div
      aria-hidden
      className="relative h-6 cursor-grab touch-pan-y overflow-hidden text-xs text-quiet tabular-nums select-none active:cursor-grabbing short:hidden"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, stretch };
      }}
      onPointerMove={drag}
      onPointerUp={() => (start.current = null)}
      onPointerCancel={() => (start.current = null)}
    >
      {listTicks(stretch.from, stretch.to, width, place).map(({ time, label, isDay }, n) => {
        const x = toFraction(time, stretch) * width;
        const isCut = x < toHalf(width) || x > width - toHalf(width);
        // The server's labels are for a laptop: a phone has room for each third, and cuts more off.
        const isAtEnd = Math.min(x, width - x) < PHONE_HALF * width;
        const isTooMany = !isMeasured && (n % 3 > 0 || isAtEnd);
        return (
          <span
            key={time}
            className={`absolute top-0 [transform:translateX(-50%)] whitespace-nowrap before:mx-auto before:block before:h-1 before:w-px before:bg-edge-strong ${isDay ? "font-medium text-ink" : ""} ${isTooMany ? "max-sm:hidden" : ""}`}
            style={{ left: `${(100 * x) / width}%` }}
          >
            {!isCut && label}
          </span>
        );
      })}
    </div>
  );
}
