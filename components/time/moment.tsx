"use client";

import { useHydrated } from "#components/ui/use-hydrated.ts";

const dateAndTime = new Intl.DateTimeFormat(undefined, {
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "numeric",
  minute: "2-digit",
  second: "2-digit",
  timeZoneName: "short",
});
const timeOfDay = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
const { locale } = dateAndTime.resolvedOptions();

/** A moment with its zone, or its time of day, in the reader's locale and zone; in UTC before hydration. */
export function formatMoment(time: number, isHydrated: boolean, isShort = false): string {
  if (isHydrated) return (isShort ? timeOfDay : dateAndTime).format(time);
  const iso = new Date(time).toISOString();
  return `${isShort ? iso.slice(11, 19) : iso.slice(0, 19).replace("T", " ")} UTC`;
}

/** A moment as text, for attributes. */
export function useMoment(time: number): string {
  return formatMoment(time, useHydrated());
}

/** A moment within English text. Its language and direction may differ. A short one has its date and zone as a tooltip. */
export function Moment({ time, short = false }: { time: number; short?: boolean }) {
  const isHydrated = useHydrated();
  return (
    <time
      title={short ? formatMoment(time, isHydrated) : undefined}
      dateTime={new Date(time).toISOString()}
      lang={isHydrated ? locale : undefined}
      dir="auto"
      className="tabular-nums"
    >
      {formatMoment(time, isHydrated, short)}
    </time>
  );
}
