"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** A time in the reader's own locale and zone; in UTC until the browser is asked, and without JavaScript. */
export function Moment({ time, short = false }: { time: number; short?: boolean }) {
  const text = useSyncExternalStore(
    never,
    () =>
      new Intl.DateTimeFormat(undefined, {
        timeStyle: "medium",
        ...(short ? {} : { dateStyle: "medium" }),
      }).format(time),
    () => {
      const iso = new Date(time).toISOString();
      return `${short ? iso.slice(11, 19) : iso.slice(0, 19).replace("T", " ")} UTC`;
    },
  );
  return (
    <time dateTime={new Date(time).toISOString()} className="tabular-nums">
      {text}
    </time>
  );
}
