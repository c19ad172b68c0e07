import { useEffect, useRef, useState } from "react";
import type { Shown } from "#components/wall/filters.ts";

const PAGE_MS = 20_000;

/** Counts the turns of the page. It turns by itself some time after the last turn. */
export function useTurns(pages: number) {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (pages === 1) return;
    const timer = setTimeout(() => setTurn(turn + 1), PAGE_MS);
    return () => clearTimeout(timer);
  }, [pages, turn]);
  return [turn, setTurn] as const;
}

/** Loads the pictures of the next page some seconds before the turn, and the newer ones that come until then. */
export function usePreload(next: readonly Shown[], turn: number): void {
  const [readyTurn, setReadyTurn] = useState<number | null>(null);
  const requested = useRef<ReadonlySet<string>>(new Set());
  const addresses = readyTurn === turn ? next.map(({ tile }) => tile.picture ?? "").join("\n") : "";
  useEffect(() => {
    // The turn alone restarts the timer: on a live wall, addresses change all the time.
    const timer = setTimeout(() => setReadyTurn(turn), PAGE_MS / 2);
    return () => clearTimeout(timer);
  }, [turn]);
  useEffect(() => {
    const all = new Set(addresses.split("\n").filter(Boolean));
    for (const address of all) if (!requested.current.has(address)) new Image().src = address;
    requested.current = all;
  }, [addresses]);
}
