"use client";

import { useEffect, useRef } from "react";
import { Moment } from "#components/time/moment.tsx";
import { movedBy, STEP_MS, type Stretch } from "./moments.ts";

type SliderProps = {
  moment: number;
  stretch: Stretch;
  latest: number;
  /** The moment in words. */
  text: string;
  onMove: (time: number) => void;
  label?: string;
  /** Whether the focus comes here when it appears. */
  takesFocus?: boolean;
};

/** The browser's own slider, for fingers and screen readers; its keys lead beyond its ends. */
export function Slider({
  moment,
  stretch,
  latest,
  text,
  onMove,
  label = "Moment that the wall shows",
  takesFocus = true,
}: SliderProps) {
  const input = useRef<HTMLInputElement>(null);
  // Whoever goes back in time goes on from here.
  useEffect(() => {
    if (!takesFocus) return;
    input.current?.focus({ preventScroll: true });
    // Of a bar that stays on the screen this moves nothing.
    input.current?.scrollIntoView({ block: "nearest" });
  }, [takesFocus]);
  return (
    <div className="my-1">
      <input
        ref={input}
        type="range"
        aria-label={label}
        aria-valuetext={text}
        min={stretch.from}
        max={stretch.to}
        step={STEP_MS}
        value={moment}
        onChange={({ target }) => onMove(Number(target.value))}
        onKeyDown={(event) => {
          if (event.altKey || event.ctrlKey || event.metaKey) return;
          const next = movedBy(event.key, moment, stretch, latest);
          if (next === null) return;
          event.preventDefault();
          onMove(next);
        }}
        className="h-8 w-full cursor-pointer rounded-md"
      />
      <p aria-hidden className="flex justify-between text-xs text-quiet max-sm:hidden">
        <Moment time={stretch.from} />
        <Moment time={stretch.to} />
      </p>
    </div>
  );
}
