import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/**
 * False on the server and in the first render, which must equal the server's. Afterwards a component may use the browser's
 * locale, zone and location.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
