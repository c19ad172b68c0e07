import type { Ref } from "react";
import { Moment, useMoment } from "#components/time/moment.tsx";
import { moveByKey, STEP_MS, type Stretch } from "./moments.ts";

type SliderProps = {
  ref?: Ref<HTMLInputElement>;
  label: string;
  moment: number;
  stretch: Stretch;
  latest: number;
  onMove: (time: number) => void;
};

/** The browser's own slider, for fingers and screen readers. Its keys lead beyond its ends. */
export function Slider({ ref, label, moment, stretch, latest, onMove }: SliderProps) {
  return (
    <div className="my-1">
      <input
        ref={ref}
        type="range"
        aria-label={label}
        aria-valuetext={useMoment(moment)}
        min={stretch.from}
        max={stretch.to}
        step={STEP_MS}
        value={moment}
        onChange={({ target }) => onMove(Number(target.value))}
        onKeyDown={(event) => {
          if (event.altKey || event.ctrlKey || event.metaKey) return;
          const next = moveByKey(event.key, moment, stretch, latest);
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
