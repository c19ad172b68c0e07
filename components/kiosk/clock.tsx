import { useClock } from "#components/time/clock.ts";
import { formatDay } from "#components/time/date.ts";
import { formatTime, UTC, zoneName } from "#components/time/format.ts";
import { usePlace } from "#components/time/place.ts";

/** The time of 24 hours, with its zone and date. */
export function KioskClock({ zone }: { zone: "local" | "utc" }) {
  const reader = usePlace();
  const place = zone === "utc" ? UTC : reader;
  const time = useClock((now) => formatTime(now, place));
  const name = useClock((now) => zoneName(now, place));
  const day = useClock((now) => formatDay(now, place));
  return (
    <time className="flex items-baseline gap-[0.5em] whitespace-nowrap">
      <span className="text-[1.55em] font-semibold tabular-nums">{time}</span>{" "}
      <span className="text-quiet">
        {name}
        <span className="max-sm:sr-only">, {day}</span>
      </span>
    </time>
  );
}
