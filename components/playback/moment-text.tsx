import { formatDate } from "#components/time/date.ts";
import { formatTime, zoneName } from "#components/time/format.ts";
import { usePlace } from "#components/time/place.ts";

/** A moment in large digits, with its day and its zone. */
export function MomentText({ time }: { time: number }) {
  const place = usePlace();
  return (
    <time dateTime={new Date(time).toISOString()} className="moment-text">
      <span>{formatTime(time, place)}</span>
      <span>
        <span className="truncate whitespace-pre short:hidden">{`${formatDate(time, place)}, `}</span>
        <span>{zoneName(time, place)}</span>
      </span>
    </time>
  );
}
