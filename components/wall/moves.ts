/** Tiles on the screen by their ids. */
export type Places = ReadonlyMap<string, DOMRect>;

const DURATION_MS = 200;

/** Finds the places of tiles on the screen. It asks for no layout in a part of the wall that the browser skips. @public */
export function measure(): Places {
  const isOnScreen = ({ bottom, top }: DOMRect) => bottom > 0 && top < innerHeight;
  const parts = new Map<Element | null, boolean>();
  const places = new Map<string, DOMRect>();
  for (const tile of document.querySelectorAll<HTMLElement>("[data-tile]")) {
    const part = tile.parentElement;
    if (!parts.has(part)) parts.set(part, part !== null && isOnScreen(part.getBoundingClientRect()));
    if (parts.get(part) !== true) continue;
    const place = tile.getBoundingClientRect();
    if (isOnScreen(place)) places.set(tile.dataset.tile ?? "", place);
  }
  return places;
}

/** Moves tiles from their places of before to those of now, unless the viewer asked for reduced motion. @public */
export function move(before: Places): void {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const [id, to] of measure()) {
    const from = before.get(id);
    // A tile of another size is one of another view.
    if (from?.width !== to.width || (from.x === to.x && from.y === to.y)) continue;
    document
      .querySelector(`[data-tile="${CSS.escape(id)}"]`)
      ?.animate(
        { transform: [`translate(${from.x - to.x}px, ${from.y - to.y}px)`, "none"] },
        { duration: DURATION_MS, easing: "ease-out" },
      );
  }
}
