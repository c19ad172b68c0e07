import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/**
 * Whether what only the browser knows may be shown: the reader's locale and zone, the page's own origin. Not on the server,
 * and not in the first render, which must come to the same as the server's.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
