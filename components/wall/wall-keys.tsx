"use client";

import { KeyList } from "./key-list.tsx";

const KEYS = [
  ["/", "search; ↓ jumps to results"],
  ["← → ↑ ↓", "move between tiles"],
  ["Enter", "open the stream"],
  ["F", "add to or remove from favourites"],
  ["H", "hide or show a stream"],
  ["Shift+click", "choose a stream to compare"],
  ["V", "view: sort, group, filters"],
  ["− +", "smaller or larger tiles"],
  ["0", "automatic tile size"],
  ["K", "kiosk"],
  ["P", "history"],
  [", .", "in history: back or forward 30 s"],
  ["Space", "in history: play or pause"],
  ["N / Shift N", "in history: next or previous fault"],
  ["L", "go to live"],
  ["?", "keyboard shortcuts"],
  ["Esc", "close, clear search, or back to live"],
] as const;

/** The keys of the wall. @param turn shows them whenever it changes */
export function WallKeys({ turn }: { turn: number }) {
  return <KeyList keys={KEYS} turn={turn} />;
}
