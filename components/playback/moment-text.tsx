import { formatDate } from "#components/time/date.ts";
import { formatTime, zoneName } from "#components/time/format.ts";
import { usePlace } from "#components/time/place.ts";

/** A moment in large digits, with its day and its zone. */
export function MomentText({ time }: { time: number }) {
  const place = usePlace();
  return (
    <time
      dateTime={new Date(time).toISOString()}
      className="flex min-w-0 items-baseline gap-2.5 whitespace-nowrap tabular-nums"
    >
      <span className="text-xl/7 font-semibold sm:text-[1.375rem]/7 short:text-lg">
        {formatTime(time, place)}
      </span>
      <span className="flex min-w-0 text-sm text-quiet">
        <span className="truncate whitespace-pre short:hidden">{`${formatDate(time, place)}, `}</span>
        <span>{zoneName(time, place)}</span>
      </span>
    </time>
  );
}
