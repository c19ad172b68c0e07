import { createContext, useContext, useSyncExternalStore } from "react";
import { stateOf, type State } from "#lib/model/state.ts";

const TICK_MS = 1_000;

/** Times of the server's clock, ms since 1970. */
export type ServerTimes = {
  readonly now: number;
  /** When the store was last listed. Tiles are judged by this time: an outage makes none stalled or offline. */
  readonly asOf: number;
};

let offsetMs = 0;
let now = 0;
/** The newest times that it was set by. */
let told: ServerTimes = { now: 0, asOf: 0 };
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** When the page was made: the first render uses these times, on the server and in the browser. */
export const PageTime = createContext<ServerTimes | null>(null);

/**
 * Sets the clock by an answer of the server: a viewer's own clock may be wrong by hours. An answer of before, out of a
 * cache, tells nothing.
 */
export function setClock({ now: time, asOf }: ServerTimes): void {
  if (time < told.now) return;
  told = { now: time, asOf };
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
 * @param derive must give a primitive value; `now` is for ages, `asOf` for the states of tiles
 */
export function useClock<T extends string | number | boolean>(derive: (now: number, asOf: number) => T): T {
  const page = useContext(PageTime) ?? told;
  return useSyncExternalStore(
    subscribe,
    () => (now === 0 ? derive(page.now, page.asOf) : derive(now, told.asOf)),
    () => derive(page.now, page.asOf),
  );
}

/** The state of a tile, judged by the last time that the store was listed. */
export function useTileState(tile: Parameters<typeof stateOf>[0]): State {
  return useClock((_now, asOf) => stateOf(tile, asOf));
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
