import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** A moment in words of the reader's own locale and zone; in UTC until the browser is asked. */
export function useLocalTime(time: number): string {
  return useSyncExternalStore(
    never,
    () => new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" }).format(time),
    () => `${new Date(time).toISOString().slice(0, 19).replace("T", " ")} UTC`,
  );
}
