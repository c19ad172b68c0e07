import { useState } from "react";
import { spanFor, stretchAround, type Stretch } from "./moments.ts";
import { boundsOf, clamp } from "./scale.ts";

/** What the viewer has chosen: a stretch, or a length that ends now and goes on with the time. */
type Chosen = Stretch | { readonly spanMs: number };

/**
 * The stretch that a timeline shows. At first it reaches back to the moment. It goes on with the time while it ends now, and
 * a moment beyond its ends takes it along.
 *
 * @param latest the newest moment, ms since 1970
 * @param firstMs its length at first, if not by the moment
 */
export function useStretch(moment: number, latest: number, reachMs: number, firstMs?: number) {
  const bounds = boundsOf(moment, latest, reachMs);
  const toChosen = (stretch: Stretch): Chosen =>
    stretch.to >= bounds.to ? { spanMs: stretch.to - stretch.from } : stretch;
  const [chosen, setChosen] = useState<Chosen>(() =>
    toChosen(stretchAround(moment, firstMs ?? spanFor(moment, latest, reachMs), latest, reachMs)),
  );
  const [followed, setFollowed] = useState(moment);
  const shown = "spanMs" in chosen ? { from: bounds.to - chosen.spanMs, to: bounds.to } : chosen;
  let stretch = clamp(shown, bounds);
  // Not whenever it is out of sight: a viewer may look elsewhere.
  if (moment !== followed) setFollowed(moment);
  if (moment !== followed && (moment < stretch.from || moment > stretch.to)) {
    stretch = clamp(stretchAround(moment, stretch.to - stretch.from, latest, reachMs), bounds);
    setChosen(toChosen(stretch));
  }
  return [stretch, (next: Stretch) => setChosen(toChosen(clamp(next, bounds)))] as const;
}
