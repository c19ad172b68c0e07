import { toggle } from "./personal.ts";
import { hideTile } from "./tile-commands.ts";

/** Does what a key does on the tile with the focus. */
export function pressOnTile(key: string): void {
  const tile = document.activeElement?.closest<HTMLElement>("[data-tile]");
  if (!tile) return;
  const id = tile.dataset.tile ?? "";
  if (key === "ArrowLeft") moveFocus(tile, -1);
  if (key === "ArrowRight") moveFocus(tile, 1);
  if (key === "ArrowUp") moveFocus(tile, -countColumns(tile));
  if (key === "ArrowDown") moveFocus(tile, countColumns(tile));
  if (key === "f") toggle("favourites", id);
  if (key === "h") {
    leaveTile(tile);
    hideTile(id, tile.querySelector("article")?.getAttribute("aria-label") ?? "");
  }
}

/** Moves the focus on before its tile is hidden. While hidden tiles are shown, it stays. */
export function leaveTile(within: Element): void {
  if (within.closest("[data-with-hidden]") !== null) return;
  const tiles = listTiles();
  const at = tiles.findIndex((tile) => tile.contains(within));
  focusTile(tiles[at + 1] ?? tiles[at - 1]);
}

export function focusFirst(): void {
  focusTile(listTiles()[0]);
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
