import { useEffect, useRef, useState } from "react";
import type { Shown } from "#components/wall/filters.ts";

/** The pictures of the next page load this long before it comes, at most half of the time. */
const PRELOAD_MS = 10_000;

/** Counts the turns of the page. It turns by itself some time after the last turn, unless it is paused. */
export function useTurns(pages: number, everyMs: number, isPaused: boolean) {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (pages === 1 || isPaused) return;
    const timer = setTimeout(() => setTurn(turn + 1), everyMs);
    return () => clearTimeout(timer);
  }, [pages, turn, everyMs, isPaused]);
  return [turn, setTurn] as const;
}

/** Loads the pictures of the next page some seconds before the turn, and the newer ones that come until then. */
export function usePreload(next: readonly Shown[], turn: number, everyMs: number): void {
  const [readyTurn, setReadyTurn] = useState<number | null>(null);
  const requested = useRef<ReadonlySet<string>>(new Set());
  const addresses = readyTurn === turn ? next.map(({ tile }) => tile.picture ?? "").join("\n") : "";
  useEffect(() => {
    // The turn alone restarts the timer: on a live wall, addresses change all the time.
    const timer = setTimeout(() => setReadyTurn(turn), Math.max(everyMs / 2, everyMs - PRELOAD_MS));
    return () => clearTimeout(timer);
  }, [turn, everyMs]);
  useEffect(() => {
    const all = new Set(addresses.split("\n").filter(Boolean));
    for (const address of all) if (!requested.current.has(address)) new Image().src = address;
    requested.current = all;
  }, [addresses]);
}
