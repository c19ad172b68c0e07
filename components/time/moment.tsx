"use client";

import { formatDate } from "./date.ts";
import { formatTime, UTC, zoneName, type Place } from "./format.ts";
import { usePlace } from "./place.ts";
import { TimeOfDay } from "./time-of-day.tsx";

/** A moment with its date and zone, "Sun 29 Nov 07:22:38 UTC". */
export function formatMoment(time: number, place: Place): string {
  return `${formatDate(time, place)} ${formatTime(time, place)} ${zoneName(time, place)}`;
}

/** A moment as text, for attributes. */
export function useMoment(time: number): string {
  return formatMoment(time, usePlace());
}

type MomentProps = {
  time: number;
  /** Without its date, which a tooltip has. */
  short?: boolean;
  /** With the zone in any case. */
  zoned?: boolean;
};

/** A moment within English text. Its language and direction may differ. */
export function Moment({ time, short = false, zoned = false }: MomentProps) {
  const place = usePlace();
  const text = formatMoment(time, place);
  if (short) return <TimeOfDay time={time} zoned={zoned} title={text} />;
  return (
    <time
      dateTime={new Date(time).toISOString()}
      lang={place === UTC ? undefined : place.locale}
      dir="auto"
      className="tabular-nums"
    >
      {text}
    </time>
  );
}
