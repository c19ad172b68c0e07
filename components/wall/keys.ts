import { useLayoutEffect, useRef, type DOMAttributes, type RefObject } from "react";
import { toggle } from "./personal.ts";

type Key = Pick<KeyboardEvent, "key" | "altKey" | "ctrlKey" | "metaKey" | "preventDefault"> & {
  readonly target: EventTarget;
};

/** Moves the focus among tiles with the arrow keys, keeps a tile on top with f and hides it with h. */
export function moveAmongTiles(event: Key, list: HTMLElement): void {
  if (isShortcut(event) || !(event.target instanceof Element)) return;
  const tile = event.target.closest<HTMLElement>("[data-tile]");
  if (tile === null) return;
  const tiles = [...list.querySelectorAll<HTMLElement>("[data-tile]")];
  const columns = tilesAcross(tile);
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
  };
  const at = tiles.indexOf(tile);
  const step = steps[event.key];
  const id = tile.dataset.tile ?? "";
  if (step !== undefined) {
    event.preventDefault();
    focusTile(tiles[at + step]);
  } else if (event.key === "f") {
    toggle("favourites", id);
  } else if (event.key === "h") {
    leaveTile(tile);
    toggle("hidden", id);
  }
}

/** Before a tile is hidden, or the focus goes with it. While hidden ones are shown, it stays. */
export function leaveTile(within: Element): void {
  if (within.closest("[data-with-hidden]") !== null) return;
  const tiles = [...document.querySelectorAll<HTMLElement>("[data-tile]")];
  const at = tiles.findIndex((tile) => tile.contains(within));
  focusTile(tiles[at + 1] ?? tiles[at - 1]);
}

/** From the search to what it found. */
export function moveToTiles(event: Pick<KeyboardEvent, "key" | "preventDefault">): void {
  if (event.key !== "ArrowDown") return;
  const tile = document.querySelector<HTMLElement>("[data-tile]");
  if (tile === null) return;
  event.preventDefault();
  focusTile(tile);
}

/** Whether a key belongs to the browser, to a field that is typed in or to a dialog. */
export function isShortcut({ altKey, ctrlKey, metaKey, target }: Omit<Key, "target"> & { target: unknown }) {
  const isTyping =
    (target instanceof HTMLInputElement && target.type !== "range") ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement;
  const isInDialog = target instanceof Element && target.closest("dialog, [popover]") !== null;
  return altKey || ctrlKey || metaKey || isTyping || isInDialog;
}

function tilesAcross(tile: HTMLElement): number {
  const grid = tile.parentElement;
  return grid === null ? 1 : getComputedStyle(grid).gridTemplateColumns.split(" ").length;
}

/**
 * Keeps the focus on a tile that is made anew elsewhere, as it is when it goes to another part of a long wall.
 *
 * @param order what changes when tiles go elsewhere
 */
export function useKeptFocus(
  list: RefObject<HTMLElement | null>,
  order: unknown,
): DOMAttributes<HTMLElement> {
  const focused = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (focused.current === null || document.activeElement !== document.body) return;
    const tile = list.current?.querySelector(`[data-tile="${CSS.escape(focused.current)}"]`);
    tile?.querySelector<HTMLElement>("h2 a")?.focus({ preventScroll: true });
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

function focusTile(tile: HTMLElement | undefined) {
  const link = tile?.querySelector<HTMLElement>("h2 a");
  link?.focus({ preventScroll: true });
  tile?.scrollIntoView({ block: "nearest" });
}
