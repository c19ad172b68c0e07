import { useSyncExternalStore } from "react";

const KEY = "livewall-offline";

let current: boolean | null = null;
const listeners = new Set<() => void>();

/** Whether the viewer has opened Offline in this tab; false on the server and in the first render. */
export function useOpened(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => (current ??= read()),
    () => false,
  );
}

export function toggleOpened(): void {
  current = !(current ?? read());
  try {
    if (current) sessionStorage.setItem(KEY, "open");
    else sessionStorage.removeItem(KEY);
  } catch {
    // Without storage it lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

function read(): boolean {
  try {
    return sessionStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}
