"use client";

import { useClock } from "#components/time/clock.ts";
import { feedAddress } from "#lib/model/routes.ts";
import { alarmStart, findAlarm } from "#lib/model/section.ts";
import { toSelection } from "#lib/model/selection.ts";
import type { WallTile } from "#lib/model/wall.ts";
import { onUse } from "./on-use.tsx";
import { usePersonal } from "./personal.ts";
import { TilePicture } from "./picture.tsx";
import { CHIP, DIM_IN_OUTAGE } from "./tile-frame.tsx";
import { tileLabel } from "./tile-label.ts";
import { TileOverlay } from "./tile-overlay.tsx";
import { ConditionMark, STATUS_LOOK, TileAge, toLook, useCondition } from "./tile-status.tsx";
import { useUsed } from "./use-used.ts";

export type AttentionCardProps = {
  readonly tile: WallTile;
  /** The number of sources of the stream that it stands for. */
  readonly sources: number;
  /** The account of the stream, where another one has the same name. */
  readonly account?: string | null;
};

const Details = onUse(() => import("./attention-details.tsx").then((code) => code.AttentionDetails));

/** A button; a link where a card is narrow. */
const START_LOOK =
  "relative mt-auto text-sm text-accent hover:underline pointer-coarse:-mb-4 pointer-coarse:pt-2 pointer-coarse:pb-4 @min-[30rem]:flex @min-[30rem]:min-h-9 @min-[30rem]:items-center @min-[30rem]:rounded-lg @min-[30rem]:border @min-[30rem]:border-edge @min-[30rem]:px-2.5 @min-[30rem]:text-ink @min-[30rem]:no-underline! @min-[30rem]:hover:border-edge-strong @min-[30rem]:pointer-coarse:min-h-11 @min-[30rem]:pointer-coarse:mb-0 @min-[30rem]:pointer-coarse:py-0";

/** A tile with an alarm: what, for how long, how it looked before, and the way to its beginning. */
export function AttentionCard({ tile, sources, account = null }: AttentionCardProps) {
  const condition = useCondition(tile);
  const { favourites, hidden } = usePersonal();
  const [use, handlers] = useUsed(tile.id);
  const start = useClock((_now, asOf) => {
    const alarm = findAlarm(tile, asOf);
    return alarm === null ? (tile.time ?? 0) : alarmStart(tile, alarm);
  });
  const label = tileLabel(tile, sources, account);
  const selection = toSelection(tile);
  return (
    <div
      {...handlers}
      role="listitem"
      data-tile={tile.id}
      className="group @container relative rounded-xl border border-edge bg-surface [-webkit-touch-callout:none]"
    >
      <article aria-label={label} className="grid grid-cols-2">
        <div className={`relative self-start overflow-hidden rounded-lg ${DIM_IN_OUTAGE}`}>
          <TilePicture tile={tile} label={label} isEager />
        </div>
        <div className="flex min-w-0 flex-col items-start gap-0.5 px-2 py-1.5 @sm:px-3">
          <p data-state={condition} className={`${STATUS_LOOK} max-w-full flex-wrap gap-y-0`}>
            <ConditionMark condition={condition} />
            <span className={toLook(condition)}>
              <TileAge tile={tile} isPrecise />
            </span>
          </p>
          <h3
            dir="auto"
            className="line-clamp-2 text-left leading-6 font-semibold wrap-anywhere"
            title={tile.stream}
          >
            <a
              href={feedAddress(tile.stream, selection, null)}
              aria-label={label === tile.name ? undefined : label}
              className="tile-link after:right-1/2!"
            >
              {tile.name}
            </a>
            {account !== null && <span className="ms-2 font-normal text-quiet">{account}</span>}
          </h3>
          {tile.source !== null && sources === 1 && (
            <span dir="auto" className={`max-w-full wrap-anywhere ${CHIP}`}>
              {tile.source}
            </span>
          )}
          <div className="min-h-11 @max-[26rem]:hidden @min-[30rem]:mt-1">
            <Details tile={tile} condition={condition} start={start} />
          </div>
          <a href={feedAddress(tile.stream, selection, start)} className={START_LOOK}>
            Show start
          </a>
        </div>
        <div className="absolute top-0 left-0 h-0 w-1/2">
          <TileOverlay
            tile={tile}
            label={label}
            isFavourite={favourites.has(tile.id)}
            isHidden={hidden.has(tile.id)}
            use={use}
          />
        </div>
      </article>
    </div>
  );
}
