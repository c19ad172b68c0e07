import { createContext, useContext, useSyncExternalStore } from "react";

const TICK_MS = 1_000;

let offsetMs = 0;
let now = 0;
/** The newest time that it was set by. */
let told = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** The server's clock when the page was made: what the first render reckons by, there and here alike. */
export const PageTime = createContext(0);

/**
 * Sets the clock by an answer of the server: a viewer's own clock may be wrong by hours. An answer of before, out of a
 * cache, tells nothing.
 */
export function setClock(time: number): void {
  if (time < told) return;
  told = time;
  offsetMs = time - Date.now();
  tick();
}

/** The server's time, for what is reckoned when something happens. */
export function serverNow(): number {
  return Date.now() + offsetMs;
}

/**
 * Derives something from the server's time, again every second; a component renders only when the result changes.
 *
 * @param derive must give a primitive value
 */
export function useClock<T extends string | number | boolean>(derive: (now: number) => T): T {
  const pageTime = useContext(PageTime);
  return useSyncExternalStore(
    subscribe,
    () => derive(now === 0 ? pageTime : now),
    () => derive(pageTime),
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick() {
  now = serverNow();
  for (const listener of listeners) listener();
}
