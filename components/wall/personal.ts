import { useSyncExternalStore } from "react";

/** What a viewer keeps in this browser about tiles, by their ids. */
export type Personal = { readonly favourites: ReadonlySet<string>; readonly hidden: ReadonlySet<string> };

const KEYS = { favourites: "livewall-favourites", hidden: "livewall-hidden" } as const;
const NOBODY: Personal = { favourites: new Set(), hidden: new Set() };

let kept: Personal | null = null;
/** Lists that the browser would not keep: what this page has of them is newer. */
const unwritten = new Set<keyof Personal>();
const listeners = new Set<() => void>();

/** The viewer's own choices; none on the server and in the first render. */
export function usePersonal(): Personal {
  return useSyncExternalStore(
    subscribe,
    () => (kept ??= readAll()),
    () => NOBODY,
  );
}

/** Puts a tile among the favourites or the hidden ones, or takes it away from there. */
export function toggle(list: keyof Personal, id: string): void {
  const ids = new Set(read(list));
  if (!ids.delete(id)) ids.add(id);
  try {
    localStorage.setItem(KEYS[list], JSON.stringify([...ids]));
    unwritten.delete(list);
  } catch {
    // A browser that keeps nothing, or is full, keeps it until the page goes.
    unwritten.add(list);
  }
  kept = { ...(kept ?? readAll()), [list]: ids };
  for (const listener of listeners) listener();
}

/** Favourites first, the order left alone otherwise. */
export function arrange<T extends { readonly tile: { readonly id: string } }>(
  shown: readonly T[],
  { favourites, hidden }: Personal,
  withHidden: boolean,
): readonly T[] {
  if (favourites.size === 0 && hidden.size === 0) return shown;
  const visible = withHidden ? shown : shown.filter(({ tile }) => !hidden.has(tile.id));
  const isFavourite = ({ tile }: T) => favourites.has(tile.id);
  return [...visible.filter(isFavourite), ...visible.filter((one) => !isFavourite(one))];
}

function readAll(): Personal {
  return { favourites: read("favourites"), hidden: read("hidden") };
}

function read(list: keyof Personal): ReadonlySet<string> {
  try {
    if (unwritten.has(list)) return kept?.[list] ?? new Set();
    const ids: unknown = JSON.parse(localStorage.getItem(KEYS[list]) ?? "[]");
    return new Set(Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : []);
  } catch {
    return kept?.[list] ?? new Set();
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("storage", onOtherTab);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener("storage", onOtherTab);
  };
}

function onOtherTab() {
  kept = readAll();
  for (const listener of listeners) listener();
}
