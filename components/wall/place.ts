import { useEffect } from "react";

/** Where somebody was on the wall when they left it, kept in this tab. */
type Place = {
  /** What the address bar said: the view. */
  readonly address: string;
  /** The wall's entry in the tab's history, as the browser calls it; null where it does not tell. */
  readonly entry: string | null;
  /** How far down the page, in px. */
  readonly down: number;
};

const KEY = "livewall-place";
const VIEWERS_DOINGS = ["wheel", "touchstart", "pointerdown", "keydown"] as const;

/** Keeps the place for who comes back, and takes who has come back to theirs. */
export function useKeptPlace(): void {
  useEffect(() => {
    const place = keptPlace();
    const isBack = place !== null && place.entry !== null && place.entry === entryHere();
    const leave = isBack ? goDownTo(place.down) : undefined;
    addEventListener("pagehide", keep);
    return () => {
      removeEventListener("pagehide", keep);
      leave?.();
    };
  }, []);
}

/** The place that was left in this tab; null when the wall was not open in it. */
export function keptPlace(): Place | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Place | null;
  } catch {
    // A browser that keeps nothing, or what is kept is not ours.
    return null;
  }
}

/** Goes back in the tab's history to a place on the wall, whatever was looked at since. @returns whether it can */
export function goBackTo({ entry }: Place): boolean {
  const { navigation } = globalThis as { navigation?: Navigation };
  if (navigation === undefined || entry === null) return false;
  const isThere = navigation.entries().some(({ key }) => key === entry);
  if (isThere) navigation.traverseTo(entry);
  return isThere;
}

function keep() {
  const place: Place = {
    address: location.pathname + location.search,
    entry: entryHere(),
    down: scrollY,
  };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(place));
  } catch {
    // Without it, the way back leads to the whole wall.
  }
}

function entryHere(): string | null {
  const { navigation } = globalThis as { navigation?: Navigation };
  return navigation?.currentEntry?.key ?? null;
}

/**
 * Scrolls down once the page is long enough: the browser gives up before the first poll has brought a long wall's end.
 *
 * @returns how to let it be
 */
function goDownTo(down: number): (() => void) | undefined {
  const isLongEnough = () => document.body.scrollHeight >= down + innerHeight;
  if (isLongEnough()) return;
  const observer = new ResizeObserver(() => {
    if (!isLongEnough()) return;
    scrollTo(0, down);
    stop();
  });
  // Whoever does something else meanwhile is not called away.
  for (const doing of VIEWERS_DOINGS) addEventListener(doing, stop);
  observer.observe(document.body);
  function stop() {
    observer.disconnect();
    for (const doing of VIEWERS_DOINGS) removeEventListener(doing, stop);
  }
  return stop;
}
