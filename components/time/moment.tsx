"use client";

import { useHydrated } from "#components/ui/use-hydrated.ts";

const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const timeOfDay = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
const { locale } = whole.resolvedOptions();

/** A moment, or its time of day alone, in the reader's own locale and zone; in UTC until the browser is asked. */
export function inWords(time: number, isHere: boolean, isShort = false): string {
  if (isHere) return (isShort ? timeOfDay : whole).format(time);
  const iso = new Date(time).toISOString();
  return `${isShort ? iso.slice(11, 19) : iso.slice(0, 19).replace("T", " ")} UTC`;
}

/** A moment as text, where no element can be. */
export function useMoment(time: number): string {
  return inWords(time, useHydrated());
}

/** A moment in the midst of English, whose own words and direction may be others. */
export function Moment({ time, short = false }: { time: number; short?: boolean }) {
  const isHere = useHydrated();
  return (
    <time
      dateTime={new Date(time).toISOString()}
      lang={isHere ? locale : undefined}
      dir="auto"
      className="tabular-nums"
    >
      {inWords(time, isHere, short)}
    </time>
  );
}
