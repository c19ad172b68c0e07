import { useRef, type PointerEvent } from "react";
import { usePlace } from "#components/time/place.ts";
import { listTicks } from "#components/time/ticks.ts";
import type { Stretch } from "./moments.ts";
import { atFraction, pan, toFraction, type Bounds } from "./scale.ts";
import { useWidth } from "./use-width.ts";

type OverviewProps = { stretch: Stretch; bounds: Bounds; onStretch: (stretch: Stretch) => void };

/** All days that are kept, and where the visible stretch lies among them. Pressed or dragged, it goes there. */
export function Overview({ stretch, bounds, onStretch }: OverviewProps) {
  const bar = useRef<HTMLDivElement>(null);
  const width = useWidth(bar);
  const place = usePlace();
  const days = listTicks(bounds.from, bounds.to, width, place).filter(({ isDay }) => isDay);
  const [left, right] = [toFraction(stretch.from, bounds), toFraction(stretch.to, bounds)];
  function go(event: PointerEvent) {
    const box = event.currentTarget.getBoundingClientRect();
    const at = atFraction((event.clientX - box.left) / box.width, bounds);
    onStretch(pan(stretch, at - (stretch.from + stretch.to) / 2, bounds));
  }
  return (
    <div
      ref={bar}
      aria-hidden
      data-overview
      className="relative h-5 cursor-pointer touch-pan-y overflow-hidden rounded-sm bg-well text-xs text-quiet select-none noscript:hidden short:hidden"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) go(event);
      }}
    >
      {days.map(({ time, label }) => (
        <span
          key={time}
          className="absolute inset-y-0 border-s border-page ps-2 leading-5 whitespace-nowrap"
          style={{ left: `${100 * toFraction(time, bounds)}%` }}
        >
          {label}
        </span>
      ))}
      <span
        className="absolute inset-y-0 rounded border-2 border-accent before:absolute before:inset-0 before:bg-accent before:opacity-15"
        style={{ left: `min(${100 * left}%, 100% - 8px)`, width: `max(8px, ${100 * (right - left)}%)` }}
      />
    </div>
  );
}
