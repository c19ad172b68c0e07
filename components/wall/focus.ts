import { useLayoutEffect, useRef, type DOMAttributes, type RefObject } from "react";
import { useShortcuts } from "#components/ui/use-shortcut.ts";

/** Moves the focus among tiles by the arrow keys, and makes the focused tile a favourite or hides it. */
export function useTileShortcuts(): void {
  useShortcuts({
    ArrowLeft: press,
    ArrowRight: press,
    ArrowUp: press,
    ArrowDown: press,
    f: press,
    h: press,
  });
}

/**
 * Keeps the focus on a tile that React creates anew, as it does when a tile moves to another chunk.
 *
 * @param order changes when tiles move
 */
export function useKeptFocus(
  list: RefObject<HTMLElement | null>,
  order: unknown,
): DOMAttributes<HTMLElement> {
  const focused = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (focused.current === null || document.activeElement !== document.body) return;
    const tile = list.current?.querySelector(`[data-tile="${CSS.escape(focused.current)}"]`);
    tile?.querySelector<HTMLElement>(".tile-link")?.focus({ preventScroll: true });
  }, [list, order]);
  return {
    onFocus: ({ target }) => {
      focused.current = target.closest<HTMLElement>("[data-tile]")?.dataset.tile ?? null;
    },
    onBlur: () => {
      focused.current = null;
    },
  };
}

/** Moves the focus from the search to the first tile that it found. */
export function moveToTiles(): void {
  import("./tile-keys.ts").then(
    ({ focusFirst }) => focusFirst(),
    () => undefined,
  );
}

/** Loads the code of the keys with the first of them. @returns false where the key is for no tile */
function press({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof Element) || target.closest("[data-tile]") === null) return false;
  import("./tile-keys.ts").then(
    ({ pressOnTile }) => pressOnTile(key),
    () => undefined,
  );
  return true;
}
