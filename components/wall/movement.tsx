"use client";

import { Component, type ReactNode } from "react";
import type { Shown } from "./filters.ts";

type MovementProps = { readonly order: readonly Shown[]; readonly children: ReactNode };
/** Tiles on the screen by their ids. */
type Places = ReadonlyMap<string, DOMRect>;

const DURATION_MS = 200;

/** Lets tiles on the screen move to their new places, unless the viewer asked for reduced motion. */
export class Movement extends Component<MovementProps> {
  override getSnapshotBeforeUpdate({ order }: MovementProps): Places | null {
    if (isSameOrder(order, this.props.order)) return null;
    return matchMedia("(prefers-reduced-motion: reduce)").matches ? null : measure();
  }

  override componentDidUpdate(_props: MovementProps, _state: unknown, before: Places | null) {
    if (before === null) return;
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

  override render() {
    return this.props.children;
  }
}

function isSameOrder(a: readonly Shown[], b: readonly Shown[]): boolean {
  return a === b || (a.length === b.length && a.every(({ tile }, n) => tile.id === b[n]?.tile.id));
}

/** Asks for no layout of tiles in a part of the wall that the browser skips. */
function measure(): Places {
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
