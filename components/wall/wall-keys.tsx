"use client";

import { KeyList } from "./key-list.tsx";

const KEYS = [
  ["/", "search; ↓ jumps to results"],
  ["← → ↑ ↓", "move between tiles"],
  ["Enter", "open the stream"],
  ["f", "add to or remove from favourites"],
  ["h", "hide the tile, or show it again"],
  ["Shift+click", "choose a stream to compare"],
  ["v", "view: sort, group, filters"],
  ["− +", "smaller or larger tiles"],
  ["0", "tiles of automatic size"],
  ["k", "kiosk"],
  ["p", "history"],
  [", .", "in history: 30 s back or on"],
  ["Space", "in history: play or pause"],
  ["n N", "in history: next or previous fault"],
  ["l", "live"],
  ["?", "keyboard shortcuts"],
  ["Esc", "close, clear the search, or go live"],
] as const;

/** The keys of the wall. @param turn shows them whenever it changes */
export function WallKeys({ turn }: { turn: number }) {
  return <KeyList keys={KEYS} turn={turn} />;
}
