"use client";

import type { MouseEvent } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { goBackTo, keptPlace } from "#components/wall/place.ts";

/** The way to the wall: to the view and the place that somebody came from, and to the whole of it for who came by a link. */
export function WayBack() {
  const place = useHydrated() ? keptPlace() : null;
  function go(event: MouseEvent) {
    const isElsewhere = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    if (place !== null && !isElsewhere && goBackTo(place)) event.preventDefault();
  }
  return (
    // Another document, so that the browser minds where on it one was.
    <a href={place?.address ?? "/"} onClick={go} className="mr-auto underline">
      <Icon name="layout-grid" /> The wall
    </a>
  );
}
