import { usePlace } from "#components/time/place.ts";
import { formatDay, toFormat, zoneName } from "#components/time/zone.ts";

/** A moment in large digits, with its day and its zone. */
export function MomentText({ time }: { time: number }) {
  const place = usePlace();
  return (
    <time
      dateTime={new Date(time).toISOString()}
      className="flex min-w-0 items-baseline gap-2.5 whitespace-nowrap tabular-nums"
    >
      <span className="text-xl/7 font-semibold sm:text-[1.375rem]/7 short:text-lg">
        {toFormat(place, { timeStyle: "medium" }).format(time)}
      </span>
      <span className="truncate text-sm text-quiet">
        <span className="short:hidden">{formatDay(time, place)}, </span>
        {zoneName(time, place)}
      </span>
    </time>
  );
}
