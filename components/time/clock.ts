import { createContext, useContext, useSyncExternalStore } from "react";
import type { Clocks } from "#lib/model/wall.ts";

const TICK_MS = 1_000;

let offsetMs = 0;
let now = 0;
const NEVER: Clocks = { now: 0, asOf: 0 };
/** The newest times from the server. States are judged by `asOf`: an outage makes no tile stalled or offline. */
let latest = NEVER;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** The times of the page. The first render uses them, on the server and in the browser. */
export const PageTime = createContext<Clocks | null>(null);

/** Sets the clock from an answer of the server, since a viewer's clock may be wrong. An older, cached answer is ignored. */
export function setClock({ now: time, asOf }: Clocks): void {
  if (time < latest.now) return;
  latest = { now: time, asOf };
  offsetMs = time - Date.now();
  tick();
}

/** The server's time, for event handlers. */
export function serverNow(): number {
  return Date.now() + offsetMs;
}

/**
 * Derives a primitive value from the server's time every second. A component renders only when the value changes.
 *
 * @param derive `now` is for ages, `asOf` for the states of tiles
 */
export function useClock<T extends string | number | boolean>(derive: (now: number, asOf: number) => T): T {
  // A part that hydrates late repeats the server's render, which knows no later answer.
  const page = useContext(PageTime) ?? NEVER;
  return useSyncExternalStore(
    subscribe,
    () => (now === 0 ? derive(page.now, page.asOf) : derive(now, latest.asOf)),
    () => derive(page.now, page.asOf),
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
