import { useEffect } from "react";

/** The place that a viewer left on the wall, kept in this tab. */
type Place = {
  /** Path and query: the view. */
  readonly address: string;
  /** The key of the wall's entry in the tab's history; null without the Navigation API. */
  readonly entry: string | null;
  /** In px. */
  readonly scrollY: number;
};

const KEY = "livewall-place";

/** Saves the place when the viewer leaves, and restores it when they come back. */
export function useKeptPlace(): void {
  useEffect(() => {
    const place = readPlace();
    const isBack = place !== null && place.entry !== null && place.entry === currentEntry();
    if (isBack)
      import("./scroll.ts").then(
        ({ restoreScroll }) => restoreScroll(place.scrollY),
        () => undefined,
      );
    addEventListener("pagehide", savePlace);
    return () => removeEventListener("pagehide", savePlace);
  }, []);
}

/** The place of this tab; null if the wall was not open in it. */
export function readPlace(): Place | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Place | null;
  } catch {
    return null;
  }
}

/** Goes back in the tab's history to a place. @returns false if it is not there */
export function goBackTo({ entry }: Place): boolean {
  const { navigation } = globalThis as { navigation?: Navigation };
  if (navigation === undefined || entry === null) return false;
  const isThere = navigation.entries().some(({ key }) => key === entry);
  // Another navigation may take its place: then both promises are rejected, which is no error.
  if (isThere) void Promise.allSettled(Object.values(navigation.traverseTo(entry)));
  return isThere;
}

function savePlace() {
  const place: Place = { address: location.pathname + location.search, entry: currentEntry(), scrollY };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(place));
  } catch {
    // Without storage, the way back leads to the whole wall.
  }
}

function currentEntry(): string | null {
  const { navigation } = globalThis as { navigation?: Navigation };
  return navigation?.currentEntry?.key ?? null;
}
