import { WORDS, type Condition } from "#components/wall/tile-status.tsx";

/** In history, a stream is on or off air. */
export function toPastWord(condition: Condition): string {
  if (condition === "live") return "On air";
  const isOff = condition === "offline" || condition === "off" || condition === "ended";
  return isOff ? "Off air" : WORDS[condition];
}
