import { useSyncExternalStore } from "react";

/** A viewer's choices, kept in this browser: ids of tiles. */
export type Personal = { readonly favourites: ReadonlySet<string>; readonly hidden: ReadonlySet<string> };

const KEYS = { favourites: "livewall-favourites", hidden: "livewall-hidden" } as const;
const NONE: Personal = { favourites: new Set(), hidden: new Set() };

let current: Personal | null = null;
/** The lists that could not be stored: only this page has them. */
const unsaved = new Set<keyof Personal>();
const listeners = new Set<() => void>();

/** The viewer's choices; none on the server and in the first render. */
export function usePersonal(): Personal {
  return useSyncExternalStore(
    subscribe,
    () => (current ??= readAll()),
    () => NONE,
  );
}

/** Adds a tile to a list or removes it. */
export function toggle(list: keyof Personal, id: string): void {
  const ids = new Set(read(list));
  if (!ids.delete(id)) ids.add(id);
  try {
    localStorage.setItem(KEYS[list], JSON.stringify([...ids]));
    unsaved.delete(list);
  } catch {
    // Without storage, or when it is full, the choice lasts as long as the page.
    unsaved.add(list);
  }
  current = { ...(current ?? readAll()), [list]: ids };
  for (const listener of listeners) listener();
}

/** Puts favourites first and removes hidden tiles, unless they are shown too. */
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
    if (unsaved.has(list)) return current?.[list] ?? NONE[list];
    const ids: unknown = JSON.parse(localStorage.getItem(KEYS[list]) ?? "[]");
    return new Set(Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : []);
  } catch {
    return current?.[list] ?? NONE[list];
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
  current = readAll();
  for (const listener of listeners) listener();
}
