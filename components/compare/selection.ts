import { useSyncExternalStore } from "react";
import { showToast } from "#components/ui/toast.tsx";
import { MAX_COMPARED } from "#lib/model/compare.ts";

/** Kept for the tab, so that the way over a stream's page and back loses nothing. */
const KEY = "livewall-compared";
const NONE: readonly string[] = [];

let chosen: readonly string[] | null = null;
const listeners = new Set<() => void>();

/** The ids of the tiles that the viewer chose to compare; none in the first render. */
export function useCompared(): readonly string[] {
  return useSyncExternalStore(subscribe, readCompared, () => NONE);
}

/** Chooses a tile to be compared, or no longer. A bar at the bottom shows how many are chosen. */
export function toggleCompared(id: string): void {
  const before = readCompared();
  if (before.includes(id)) setCompared(before.filter((other) => other !== id));
  else if (before.length < MAX_COMPARED) setCompared([...before, id]);
  else showToast(`At most ${MAX_COMPARED} streams can be compared`);
}

export function setCompared(ids: readonly string[]): void {
  chosen = ids;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(ids));
  } catch {
    // Without storage, the choice lasts as long as the page.
  }
  tell();
}

function readCompared(): readonly string[] {
  if (chosen !== null) return chosen;
  try {
    const ids: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    chosen = Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : NONE;
  } catch {
    chosen = NONE;
  }
  return chosen;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) addEventListener("pageshow", onShow);
  showBar();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener("pageshow", onShow);
  };
}

/** Another page of the tab may have chosen, and the browser shows this one again as it was. */
function onShow({ persisted }: PageTransitionEvent) {
  if (!persisted) return;
  chosen = null;
  tell();
}

function tell() {
  showBar();
  for (const listener of listeners) listener();
}

/** The code of the bar is loaded with the first choice. */
function showBar() {
  if (readCompared().length > 0)
    import("./bar.tsx").then(
      (bar) => bar.show(),
      () => undefined,
    );
}
