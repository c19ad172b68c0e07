import type { Opening } from "#components/wall/initial-page.ts";
import type { Counts } from "#lib/gallery/counts.ts";
import { tilesFound, type View } from "#components/wall/view.ts";
import type { BareTile, Clocks } from "#lib/model/wall.ts";
import { alarmsOf, type Alarms } from "#components/wall/alarm.ts";

/** What the kiosk's bar says of all tiles that it watches, also of those that the page does not bring. */
export type Outlook = {
  readonly counts: Counts;
  readonly alarms: Alarms;
};

/** @param list all tiles that the viewer may see; null when the store was never reached */
export function outlookOf(
  list: (Clocks & { readonly tiles: readonly BareTile[] }) | null,
  { counts }: Pick<Opening, "counts">,
  view: View,
): Outlook | null {
  if (list === null) return null;
  return { counts, alarms: alarmsOf(tilesFound(list.tiles, view.q), list.asOf) };
}
