"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { Beside } from "#lib/history/beside.ts";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { isShortcut } from "#components/wall/keys.ts";
import { tellGoing } from "./navigation.ts";
import { Way } from "./way.tsx";
import { WayBack } from "./way-back.tsx";

/** A finger that moves further than this, and hardly up or down, turns the page. */
const SWIPE_PX = 80;

type NeighboursProps = { here: string; previous: Beside | null; next: Beside | null };

/** The ways back to the wall and on to the streams, or sources, beside this one: links, the keys [ and ], and a swipe. */
export function Neighbours({ here, previous, next }: NeighboursProps) {
  const router = useRouter();
  useEffect(() => {
    const go = (to: Beside | null) => {
      if (to === null) return;
      tellGoing(to.address);
      router.push(to.address);
    };
    function onKey(event: KeyboardEvent) {
      if (isShortcut(event)) return;
      if (event.key === "[") go(previous);
      if (event.key === "]") go(next);
    }
    let start: Touch | null = null;
    function onTouchStart({ touches, target }: TouchEvent) {
      // What scrolls sideways by itself keeps its fingers, and so does a page that is zoomed in.
      const isFree =
        (visualViewport?.scale ?? 1) <= 1 &&
        target instanceof Element &&
        target.closest("ol, input, textarea, dialog, [role=slider]") === null;
      start = isFree && touches.length === 1 ? (touches[0] ?? null) : null;
    }
    function onTouchEnd({ changedTouches: [end] }: TouchEvent) {
      if (start === null || end === undefined) return;
      const [across, down] = [end.clientX - start.clientX, end.clientY - start.clientY];
      start = null;
      if (Math.abs(across) > SWIPE_PX && Math.abs(across) > 2 * Math.abs(down))
        go(across < 0 ? next : previous);
    }
    addEventListener("keydown", onKey);
    addEventListener("touchstart", onTouchStart, { passive: true });
    addEventListener("touchend", onTouchEnd, { passive: true });
    return () => {
      removeEventListener("keydown", onKey);
      removeEventListener("touchstart", onTouchStart);
      removeEventListener("touchend", onTouchEnd);
    };
  }, [router, previous, next]);
  return (
    <nav aria-label="Streams" className="flex flex-wrap items-baseline gap-x-5 gap-y-1 text-accent">
      <WayBack />
      {(previous !== null || next !== null) && (
        <>
          <Neighbour here={here} to={previous} word="Previous" keys="[" icon="chevron-left" />
          <Neighbour here={here} to={next} word="Next" keys="]" icon="chevron-right" />
        </>
      )}
    </nav>
  );
}

type NeighbourProps = {
  here: string;
  /** Null at the end of the wall. */
  to: Beside | null;
  word: string;
  keys: string;
  icon: IconName;
};

function Neighbour({ here, to, word, keys, icon }: NeighbourProps) {
  return (
    <Way
      href={to?.address ?? here}
      isOff={to === null}
      aria-keyshortcuts={keys}
      title={to?.title}
      className="underline aria-disabled:cursor-default aria-disabled:text-quiet aria-disabled:no-underline"
    >
      {icon === "chevron-left" && <Icon name={icon} />}
      {word}
      {icon === "chevron-right" && <Icon name={icon} />}
    </Way>
  );
}
