import { lazy, Suspense, useState, type ComponentType } from "react";
import type { DeckProps } from "./deck.tsx";
import { useFirstPresses } from "./first-presses.ts";

const EVENTS = ["pointermove", "pointerdown", "touchstart", "wheel", "keydown", "focusin"] as const;

/**
 * The timeline comes with the page as HTML. Its code is loaded once the viewer does something: most look at the picture
 * and go on. Without the code, the next thing that they do tries again.
 */
const LazyDeck = lazy<ComponentType<DeckProps>>(async () => {
  for (;;) {
    if (typeof window === "object") await untilUsed();
    try {
      return { default: (await import("./deck.tsx")).Deck };
    } catch (error) {
      if (typeof window !== "object") throw error;
    }
  }
});

/** Waits until the viewer does something on the page. */
export function untilUsed(): Promise<void> {
  return new Promise((resolve) => {
    function onUse() {
      for (const event of EVENTS) removeEventListener(event, onUse, true);
      resolve();
    }
    for (const event of EVENTS) addEventListener(event, onUse, { capture: true, passive: true });
  });
}

/** As high as the deck: React sends large parts of a page after their fallback. */
const ROOM = (
  <>
    <div className="h-26 [grid-area:timeline] noscript:hidden short:h-4" />
    <div className="h-21 [grid-area:transport] sm:h-25 lg:h-19 max-lg:landscape:h-11 max-sm:pointer-coarse:h-23 noscript:hidden" />
  </>
);

/** A deck whose code may come late. */
export function LateDeck(props: Omit<DeckProps, "onReady">) {
  const [isReady, onReady] = useFirstPresses();
  const deck = (
    <Suspense fallback={ROOM}>
      <LazyDeck {...props} onReady={onReady} />
    </Suspense>
  );
  // The same element: React drops the HTML of a part that is drawn anew before its code is there.
  const [first] = useState(deck);
  return isReady ? deck : first;
}
