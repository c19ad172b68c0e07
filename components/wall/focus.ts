import { useLayoutEffect, useRef, type DOMAttributes, type KeyboardEvent, type RefObject } from "react";
import { useShortcuts } from "#components/ui/use-shortcut.ts";
import { toggle } from "./personal.ts";
import { hideTile } from "./tile-commands.ts";

/** Moves the focus among tiles by the arrow keys, and makes the focused tile a favourite or hides it. */
export function useTileShortcuts(): void {
  useShortcuts({
    ArrowLeft: ({ target }) => onTile(target, (tile) => moveFocus(tile, -1)),
    ArrowRight: ({ target }) => onTile(target, (tile) => moveFocus(tile, 1)),
    ArrowUp: ({ target }) => onTile(target, (tile) => moveFocus(tile, -countColumns(tile))),
    ArrowDown: ({ target }) => onTile(target, (tile) => moveFocus(tile, countColumns(tile))),
    f: ({ target }) => onTile(target, (tile) => toggle("favourites", tile.dataset.tile ?? "")),
    h: ({ target }) =>
      onTile(target, (tile) => {
        leaveTile(tile);
        const name = tile.querySelector("article")?.getAttribute("aria-label") ?? "";
        hideTile(tile.dataset.tile ?? "", name);
      }),
  });
}

/** Moves the focus on before its tile is hidden. While hidden tiles are shown, it stays. */
export function leaveTile(within: Element): void {
  if (within.closest("[data-with-hidden]") !== null) return;
  const tiles = listTiles();
  const at = tiles.findIndex((tile) => tile.contains(within));
  focusTile(tiles[at + 1] ?? tiles[at - 1]);
}

/** Moves the focus from the search to the first tile that it found. */
export function moveToTiles(event: KeyboardEvent): void {
  const [tile] = listTiles();
  if (event.key !== "ArrowDown" || tile === undefined) return;
  event.preventDefault();
  focusTile(tile);
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

function onTile(target: EventTarget | null, action: (tile: HTMLElement) => void): boolean {
  const tile = target instanceof Element ? target.closest<HTMLElement>("[data-tile]") : null;
  if (tile !== null) action(tile);
  return tile !== null;
}

function moveFocus(tile: HTMLElement, by: number): void {
  const tiles = listTiles();
  focusTile(tiles[tiles.indexOf(tile) + by]);
}

function listTiles(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-tile]")];
}

function countColumns(tile: HTMLElement): number {
  const grid = tile.parentElement;
  return grid === null ? 1 : getComputedStyle(grid).gridTemplateColumns.split(" ").length;
}

function focusTile(tile: HTMLElement | undefined): void {
  const link = tile?.querySelector<HTMLElement>(".tile-link");
  link?.focus({ preventScroll: true });
  tile?.scrollIntoView({ block: "nearest" });
}
