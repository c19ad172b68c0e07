import { useClock } from "#components/time/clock.ts";
import { formatDay } from "#components/time/date.ts";
import { formatTime, UTC, zoneName } from "#components/time/format.ts";
import { usePlace } from "#components/time/place.ts";

/** The time of 24 hours, with its zone and date. It is empty for a second where the page has no time of the server. */
export function KioskClock({ zone }: { zone: "local" | "utc" }) {
  const reader = usePlace();
  const place = zone === "utc" ? UTC : reader;
  const time = useClock((now) => (now === 0 ? "" : formatTime(now, place)));
  const name = useClock((now) => zoneName(now, place));
  const day = useClock((now) => formatDay(now, place));
  if (time === "") return null;
  return (
    <time className="flex items-baseline gap-[0.5em] whitespace-nowrap">
      <span className="text-[1.55em] font-semibold tabular-nums max-sm:text-[1.3em]">{time}</span>{" "}
      <span className="text-quiet">
        {name}
        <span className="max-sm:sr-only">, {day}</span>
      </span>
    </time>
  );
}
