"use client";

import type { DOMAttributes, ReactNode, Ref } from "react";
import { feedAddress } from "#lib/model/routes.ts";
import { Count } from "#components/time/numbers.ts";
import { toSelection, ALL } from "#lib/model/selection.ts";
import type { WallTile } from "#lib/model/wall.ts";
import { EmptyPicture } from "./picture.tsx";
import { tileLabel } from "./tile-label.ts";
import { DEFAULT_VIEW, viewAddress } from "#lib/model/view.ts";

type TileFrameProps = {
  readonly ref?: Ref<HTMLDivElement>;
  /** Handlers that detect a viewer who uses the tile. */
  readonly watching?: DOMAttributes<HTMLElement>;
  readonly tile: WallTile;
  /** The number of sources of the stream that it stands for. */
  readonly sources: number;
  /** The account of the stream, where another one has the same name. */
  readonly account?: string | null;
  /** The moment to open, ms since 1970; null for now. */
  readonly at: number | null;
  readonly isHidden?: boolean;
  /** False far from the screen, as are the next two. */
  readonly picture: ReactNode;
  readonly status: ReactNode;
  /** What lies on the picture. */
  readonly overlay?: ReactNode;
};

export const CHIP = "rounded bg-well px-1.5 text-xs/5 font-medium text-ink";

/** Dims pictures in an outage: nothing is known of now. */
export const DIM_IN_OUTAGE = "in-data-stale:brightness-[0.45] in-data-stale:saturate-[0.6]";

/**
 * The frame of a tile. Far from the screen it has only its name and link, for keyboards, screen readers and the browser's
 * search, in the same size, so that neither the page nor the focus moves when the rest comes and goes.
 */
export function TileFrame(props: TileFrameProps) {
  const { ref, watching, tile, sources, account = null, at, isHidden = false } = props;
  const isWhole = sources > 1;
  const source = isWhole ? null : tile.source;
  const label = tileLabel(tile, sources, account);
  return (
    <div
      {...watching}
      ref={ref}
      role="listitem"
      data-tile={tile.id}
      className="group @container relative [-webkit-touch-callout:none]"
    >
      <article aria-label={label}>
        <div
          className={`relative overflow-hidden rounded-lg ${isHidden ? "brightness-[0.4] grayscale" : DIM_IN_OUTAGE}`}
        >
          {props.picture === false ? <EmptyPicture /> : props.picture}
        </div>
        <div className="mt-1.5 flex min-h-5 flex-wrap items-center gap-x-2">
          {props.status}
          {source !== null && (
            <span dir="auto" className={`ms-auto max-w-full wrap-anywhere ${CHIP}`}>
              {source}
            </span>
          )}
          {isWhole && (
            <a
              href={viewAddress({ ...DEFAULT_VIEW, q: tile.stream, at })}
              className={`relative z-1 ms-auto hover:underline ${CHIP}`}
            >
              <Count of={sources} /> sources
            </a>
          )}
        </div>
        <h3
          dir="auto"
          className="line-clamp-2 text-left text-sm/[1.1875rem] font-semibold wrap-anywhere"
          title={tile.stream}
        >
          <a
            href={feedAddress(tile.stream, isWhole ? ALL : toSelection(tile), at)}
            aria-label={label === tile.name ? undefined : label}
            className="tile-link"
          >
            {tile.name}
          </a>
          {account !== null && <span className="ms-2 font-normal text-quiet">{account}</span>}
        </h3>
        {props.overlay}
      </article>
    </div>
  );
}
