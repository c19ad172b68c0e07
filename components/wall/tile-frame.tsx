"use client";

import type { DOMAttributes, ReactNode, Ref } from "react";
import { feedAddress } from "#lib/model/routes.ts";
import { Count } from "#components/time/numbers.ts";
import { toSelection, ALL } from "#lib/model/selection.ts";
import type { WallTile } from "#lib/model/wall.ts";
import { EmptyPicture } from "./picture.tsx";
import { DEFAULT_VIEW, viewAddress } from "#lib/model/view.ts";

type TileFrameProps = {
  readonly ref?: Ref<HTMLDivElement>;
  /** Handlers that detect a viewer who looks at the tile. */
  readonly watching?: DOMAttributes<HTMLElement>;
  readonly tile: WallTile;
  /** The number of sources of the stream that it stands for. */
  readonly sources: number;
  /** The moment to open, ms since 1970; null for now. */
  readonly at: number | null;
  /** False far from the screen, as are the next two. */
  readonly picture: ReactNode;
  readonly status: ReactNode;
  readonly actions?: ReactNode;
};

/**
 * The frame of a tile. Far from the screen it has only its name and link, for keyboards, screen readers and the browser's
 * search, in the same size, so that neither the page nor the focus moves when the rest comes and goes.
 */
export function TileFrame(props: TileFrameProps) {
  const { ref, watching, tile, sources, at, picture, status, actions } = props;
  const isWhole = sources > 1;
  const source = isWhole ? null : tile.source;
  return (
    <div
      {...watching}
      ref={ref}
      role="listitem"
      data-tile={tile.id}
      className="group @container relative overflow-hidden rounded-xl border border-edge bg-card shadow-xs [-webkit-touch-callout:none] has-data-[state=stalled]:border-stalled"
    >
      <article aria-label={source === null ? tile.name : `${tile.name}, ${source}`}>
        {picture === false ? <EmptyPicture /> : picture}
        <div className="flex items-baseline gap-x-3 px-3.5 py-2.5 @max-sm:min-h-16 @max-sm:flex-col @max-sm:items-stretch @max-sm:py-2 @max-2xs:px-2.5">
          <h2 dir="auto" className="min-w-0 flex-1 truncate text-left font-medium" title={tile.stream}>
            <a href={feedAddress(tile.stream, isWhole ? ALL : toSelection(tile), at)} className="tile-link">
              {tile.name}
            </a>
            {source !== null && <span className="ms-2 text-sm font-normal text-quiet">{source}</span>}
            {isWhole && (
              <a
                href={viewAddress({ ...DEFAULT_VIEW, q: tile.stream, at })}
                className="relative ms-2 text-sm font-normal text-accent underline"
              >
                <Count of={sources} /> sources
              </a>
            )}
          </h2>
          {status}
        </div>
        {actions}
      </article>
    </div>
  );
}
