import { usePlace } from "#components/time/place.ts";
import { addDays } from "#components/time/zone.ts";
import { Button } from "#components/ui/button.tsx";
import { GoTo } from "./go-to.tsx";
import { HOUR_MS, MINUTE_MS, SPEEDS } from "./moments.ts";
import type { MoreProps } from "./more.tsx";

const DAY_MS = 24 * HOUR_MS;
const JUMPS = [
  ["−10 min", -10 * MINUTE_MS],
  ["−1 h", -HOUR_MS],
  ["−1 day", -DAY_MS],
  ["+10 min", 10 * MINUTE_MS],
  ["+1 h", HOUR_MS],
  ["+1 day", DAY_MS],
] as const;

/** What is behind "…": a date and time, jumps, the speed, and what the page adds. */
export function MorePanel({
  playback,
  moment,
  latest,
  onGo,
  more,
  onClose,
}: MoreProps & { onClose: () => void }) {
  const { zone } = usePlace();
  // A day is as long as it is: the wall clock shows the same time.
  const jump = (by: number) =>
    onGo(Math.abs(by) === DAY_MS ? addDays(moment, by / DAY_MS, zone) : moment + by);
  return (
    <div className="absolute right-0 bottom-full z-30 mb-2 grid max-h-[calc(var(--spacing-window)-5rem)] w-80 max-w-[calc(100vw-1.5rem)] gap-3 overflow-y-auto rounded-xl border border-edge bg-surface p-4 text-ink shadow-xl">
      <GoTo
        moment={moment}
        onGo={(at) => {
          onGo(at);
          onClose();
        }}
      />
      <div className="grid grid-cols-3 gap-2">
        {JUMPS.map(([label, by]) => (
          <Button key={label} disabled={by > 0 && moment >= latest} onClick={() => jump(by)}>
            {label}
          </Button>
        ))}
      </div>
      <fieldset className="border-t border-edge pt-2.5">
        <legend className="float-left mb-1.5 w-full text-sm text-quiet">Speed</legend>
        <div className="clear-both grid auto-cols-fr grid-flow-col rounded-lg bg-well p-0.5">
          {SPEEDS.map((speed) => (
            <label key={speed.label} className="cursor-pointer">
              <input
                type="radio"
                name="speed"
                className="peer sr-only"
                checked={speed === playback.speed}
                onChange={() => playback.setSpeed(speed)}
              />
              <span className="block rounded-md py-1.5 text-center text-sm outline-accent peer-checked:bg-surface peer-checked:font-semibold peer-focus-visible:outline-2 forced-colors:peer-checked:bg-[Highlight] forced-colors:peer-checked:text-[HighlightText] pointer-coarse:py-3">
                {speed.label}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      {more !== undefined && <div className="border-t border-edge pt-2.5">{more}</div>}
    </div>
  );
}
