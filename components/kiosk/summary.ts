import type { Opening } from "#components/wall/initial-page.ts";
import type { Counts } from "#lib/gallery/counts.ts";
import { tilesFound, type View } from "#components/wall/view.ts";
import type { Wall } from "#lib/model/wall.ts";
import { alarmsOf, type Alarms } from "#components/wall/alarm.ts";

/** What the kiosk's bar says of all tiles that it watches, also of those that the page does not bring. */
export type Outlook = {
  readonly counts: Counts;
  readonly alarms: Alarms;
};

export function outlookOf(wall: Wall | null, { counts }: Opening, view: View): Outlook | null {
  if (wall === null) return null;
  return { counts, alarms: alarmsOf(tilesFound(wall.tiles, view.q), wall.asOf) };
}
