"use client";

import { useEffect, useEffectEvent, type MouseEvent } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { useShortcuts } from "#components/ui/use-shortcut.ts";
import { goBackTo, readPlace } from "#components/wall/place.ts";
import type { Adjacent } from "#lib/model/adjacent.ts";
import { PageLink, useNavigate } from "./navigation.tsx";

/** The least distance of a swipe. */
const SWIPE_PX = 80;
const SCROLLS_SIDEWAYS = "ol, input, textarea, dialog, [role=slider]";

/** Null at an end of the wall. */
type AdjacentLinksProps = { here: string; previous: Adjacent | null; next: Adjacent | null };

/** Leads back to the wall, and to the adjacent streams or sources by link, by key and by swipe. */
export function AdjacentLinks({ here, previous, next }: AdjacentLinksProps) {
  const navigate = useNavigate();
  const go = (to: Adjacent | null) => to !== null && navigate(to.address, "push");
  useShortcuts({ "[": () => go(previous), "]": () => go(next) });
  useSwipe((direction) => go(direction === "left" ? next : previous));
  const look = "underline aria-disabled:cursor-default aria-disabled:text-quiet aria-disabled:no-underline";
  return (
    <nav aria-label="Streams" className="flex flex-wrap items-baseline gap-x-5 gap-y-1 text-accent">
      <WallLink />
      {(previous !== null || next !== null) && (
        <>
          <PageLink
            href={previous?.address ?? here}
            isDisabled={previous === null}
            aria-keyshortcuts="["
            title={previous?.title}
            className={look}
          >
            <Icon name="chevron-left" />
            Previous
          </PageLink>
          <PageLink
            href={next?.address ?? here}
            isDisabled={next === null}
            aria-keyshortcuts="]"
            title={next?.title}
            className={look}
          >
            Next
            <Icon name="chevron-right" />
          </PageLink>
        </>
      )}
    </nav>
  );
}

/** Leads to the wall: to the view and the place that the viewer came from, if there is one. */
function WallLink() {
  const place = useHydrated() ? readPlace() : null;
  function go(event: MouseEvent) {
    const isElsewhere = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    if (place !== null && !isElsewhere && goBackTo(place)) event.preventDefault();
  }
  return (
    // Another document, so that the browser restores the place on it.
    <a href={place?.address ?? "/"} onClick={go} className="mr-auto underline">
      <Icon name="layout-grid" /> The wall
    </a>
  );
}

function useSwipe(onSwipe: (direction: "left" | "right") => void): void {
  const report = useEffectEvent(onSwipe);
  useEffect(() => {
    let start: Touch | null = null;
    function onTouchStart({ touches, target }: TouchEvent) {
      const isZoomed = (visualViewport?.scale ?? 1) > 1;
      const isFree = !isZoomed && target instanceof Element && target.closest(SCROLLS_SIDEWAYS) === null;
      start = isFree && touches.length === 1 ? (touches[0] ?? null) : null;
    }
    function onTouchEnd({ changedTouches: [end] }: TouchEvent) {
      if (start === null || end === undefined) return;
      const [across, down] = [end.clientX - start.clientX, end.clientY - start.clientY];
      start = null;
      if (Math.abs(across) > SWIPE_PX && Math.abs(across) > 2 * Math.abs(down))
        report(across < 0 ? "left" : "right");
    }
    addEventListener("touchstart", onTouchStart, { passive: true });
    addEventListener("touchend", onTouchEnd, { passive: true });
    return () => {
      removeEventListener("touchstart", onTouchStart);
      removeEventListener("touchend", onTouchEnd);
    };
  }, []);
}
