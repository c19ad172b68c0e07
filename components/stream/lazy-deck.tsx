import { lazy, Suspense, useState, type ComponentType } from "react";
import { useFirstPresses } from "#components/playback/first-presses.ts";
import { loadLate, untilUsed } from "#components/playback/load-late.ts";
import { toStreamQuery } from "#lib/model/routes.ts";
import type { DeckProps } from "./deck.tsx";

/**
 * The timeline comes with the page as HTML. Its code is loaded once the viewer does something: most look at the picture
 * and go on.
 */
const LazyDeck = lazy<ComponentType<DeckProps>>(() =>
  loadLate(async () => ({ default: (await import("./deck.tsx")).Deck }), untilUsed),
);

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
  // The HTML of another stream must not stay under this one's name.
  const query = toStreamQuery(props.page.stream, props.page.selection);
  const [firstQuery] = useState(query);
  return isReady || query !== firstQuery ? deck : first;
}
