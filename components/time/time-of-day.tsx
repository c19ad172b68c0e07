import { formatTime, UTC, zoneName } from "./format.ts";
import { usePlace } from "./place.ts";

type TimeOfDayProps = { time: number; /** With its zone. */ zoned?: boolean; title?: string };

/** A time of day within English text. Its language and direction may differ. */
export function TimeOfDay({ time, zoned = false, title }: TimeOfDayProps) {
  const place = usePlace();
  return (
    <time
      title={title}
      dateTime={new Date(time).toISOString()}
      lang={place === UTC ? undefined : place.locale}
      dir="auto"
      className="whitespace-nowrap tabular-nums"
    >
      {formatTime(time, place)}
      {zoned && ` ${zoneName(time, place)}`}
    </time>
  );
}
