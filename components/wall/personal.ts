import { useSyncExternalStore } from "react";

/** A viewer's choices, kept in this browser: ids of tiles. */
export type Personal = Lists & {
  /** The tile that was hidden under the pointer: it keeps its place until the pointer leaves. */
  readonly held: string | null;
};

type Lists = { readonly favourites: ReadonlySet<string>; readonly hidden: ReadonlySet<string> };

const KEYS = { favourites: "livewall-favourites", hidden: "livewall-hidden" } as const;
const NONE: Personal = { favourites: new Set(), hidden: new Set(), held: null };

let current: Personal | null = null;
/** The lists that could not be stored: only this page has them. */
const unsaved = new Set<keyof Lists>();
const listeners = new Set<() => void>();

/** The viewer's choices; none on the server and in the first render. */
export function usePersonal(): Personal {
  return useSyncExternalStore(
    subscribe,
    () => (current ??= readAll()),
    () => NONE,
  );
}

/** Adds a tile to a list or removes it. @returns whether it was added */
export function toggle(list: keyof Lists, id: string): boolean {
  const ids = new Set(read(list));
  const isAdded = !ids.delete(id);
  if (isAdded) ids.add(id);
  try {
    localStorage.setItem(KEYS[list], JSON.stringify([...ids]));
    unsaved.delete(list);
  } catch {
    // Without storage, or when it is full, the choice lasts as long as the page.
    unsaved.add(list);
  }
  const held = list === "hidden" && isAdded ? hold(id) : null;
  change({ ...(current ?? readAll()), [list]: ids, held });
  return isAdded;
}

/** Removes a tile from a list, if it is in it. */
export function remove(list: keyof Lists, id: string): void {
  if (read(list).has(id)) toggle(list, id);
}

/** Removes hidden tiles, unless they are shown too, and all but favourites if only those are wanted. */
export function arrange<T extends { readonly tile: { readonly id: string } }>(
  shown: readonly T[],
  { favourites, hidden, held }: Personal,
  withHidden: boolean,
  only: "all" | "favourites" = "all",
): readonly T[] {
  return shown.filter(
    ({ tile: { id } }) =>
      (withHidden || id === held || !hidden.has(id)) && (only === "all" || favourites.has(id)),
  );
}

/** Keeps the place of a tile while the pointer is on it: else the next one would get a second click. */
function hold(id: string): string | null {
  const tile = document.querySelector(`[data-tile="${CSS.escape(id)}"]:hover`);
  if (tile === null) return null;
  const onMove = ({ target }: PointerEvent) => {
    if (target instanceof Node && tile.contains(target)) return;
    removeEventListener("pointerover", onMove);
    if (current?.held === id) change({ ...current, held: null });
  };
  addEventListener("pointerover", onMove);
  return id;
}

function change(next: Personal): void {
  current = next;
  for (const listener of listeners) listener();
}

function readAll(): Personal {
  return { favourites: read("favourites"), hidden: read("hidden"), held: null };
}

function read(list: keyof Lists): ReadonlySet<string> {
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
  change(readAll());
}
