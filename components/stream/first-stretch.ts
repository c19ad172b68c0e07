import { latestMoment, spanFor, stretchAround, toMoment } from "#components/playback/moments.ts";
import { boundsOf, clamp, MIN_SPAN_MS, stretchToLoad } from "#components/playback/scale.ts";
import type { Coverage, Span } from "#lib/model/coverage.ts";
import { toState } from "#lib/model/state.ts";
import type { StreamPage } from "#lib/model/stream-page.ts";
import { stretchToAsk } from "#lib/model/stretches.ts";
import { findTile } from "#lib/model/wall.ts";

/** As far back as previews are kept by default. */
export const REACH_MS = 30 * 24 * 3_600_000;

const NEW_SPANS_MS = [MIN_SPAN_MS, 3 * MIN_SPAN_MS];

/** The moment at which a page begins: of a stream that sends nothing now, that of its last picture. */
export function firstMoment(
  { at }: Pick<StreamPage, "at">,
  isOn: boolean,
  shown: number | null,
  now: number,
) {
  return toMoment(at ?? (isOn ? now : (shown ?? now)), now);
}

/**
 * The length of a timeline at first, ms, for a stream that has begun in the last half hour; undefined for others.
 *
 * @param known of the stretch that a page shows at first
 */
export function spanOfNew(
  { on, unknown }: Coverage,
  [from]: Span,
  moment: number,
  now: number,
): number | undefined {
  const [start = from] = on[0] ?? [];
  if (unknown.length > 0 || start <= from) return undefined;
  return NEW_SPANS_MS.find((ms) => (now - Math.min(start, moment)) * 1.25 <= ms);
}

/** The stretch whose coverage a page shows at first, as it is asked for. @param now ms since 1970 */
export function firstStretch(page: StreamPage, now: number): Span {
  const { wall, history, selection } = page;
  const tile = wall && findTile(wall.tiles, selection);
  const isOn = tile !== null && toState(tile, wall?.asOf ?? now) !== "offline";
  const shown = history === null || history === "busy" ? null : (history.shown?.time ?? null);
  const latest = latestMoment(now);
  const moment = firstMoment(page, isOn, shown, latest);
  const around = stretchAround(moment, spanFor(moment, latest, REACH_MS), latest, REACH_MS);
  const { from, to } = stretchToLoad(clamp(around, boundsOf(moment, latest, REACH_MS)), latest);
  return stretchToAsk([from, to]);
}
