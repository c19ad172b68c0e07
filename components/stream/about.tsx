import { Img } from "#components/ui/img.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { StateMark } from "#components/ui/state-mark.tsx";
import { toggle, usePersonal } from "#components/wall/personal.ts";
import { toSelection } from "#lib/model/selection.ts";
import type { StreamPage } from "#lib/model/stream-page.ts";
import type { WallTile } from "#lib/model/wall.ts";
import { PlaceLink } from "./place-link.tsx";
import { useMarkedState } from "./status.tsx";
import type { Go } from "./use-moves.ts";

/** Nothing is known of now. */
export const DIM_IN_OUTAGE = "in-data-stale:brightness-[0.45] in-data-stale:saturate-[0.6]";

/** Marks a stream as a favourite of the viewer, as on the wall. */
export function FavouriteButton({ tile }: { tile: WallTile }) {
  const isFavourite = usePersonal().favourites.has(tile.id);
  const label = isFavourite ? "Remove from favourites" : "Add to favourites";
  return (
    <button
      type="button"
      aria-pressed={isFavourite}
      aria-label="Favourite"
      data-tip={label}
      onClick={() => toggle("favourites", tile.id)}
      className="grid size-9 shrink-0 place-items-center rounded-lg text-quiet hover:bg-well aria-pressed:text-accent pointer-coarse:size-11 noscript:hidden"
    >
      <Icon name={isFavourite ? "filled-star" : "star"} isAlone />
    </button>
  );
}

type SourcesProps = {
  page: StreamPage;
  tiles: readonly WallTile[];
  tile: WallTile | null;
  go: Go;
  /** Shows their pictures, which are those of now. */
  hasPictures: boolean;
};

/** The sources of a stream, as links to the same moment. */
export function Sources({ page, tiles, tile, go, hasPictures }: SourcesProps) {
  if (tiles.length < 2) return null;
  return (
    <ul aria-label="Sources" className="grid grid-cols-[repeat(auto-fill,minmax(5.5rem,1fr))] gap-2">
      {tiles.map((one) => (
        <li key={one.id} className="min-w-0">
          <PlaceLink
            to={{ ...page, selection: toSelection(one) }}
            go={go}
            aria-current={one.id === tile?.id ? "true" : undefined}
            className="group block rounded-lg text-sm text-quiet aria-[current]:font-semibold aria-[current]:text-ink pointer-coarse:min-h-11"
          >
            {hasPictures && (
              <span className="mb-1 block aspect-video overflow-hidden rounded-lg bg-well outline-offset-1 outline-accent group-aria-[current]:outline-2">
                {one.picture !== null && (
                  <Img
                    src={one.picture}
                    alt=""
                    loading="lazy"
                    className={`size-full object-contain ${DIM_IN_OUTAGE}`}
                    onFail={() => undefined}
                  />
                )}
              </span>
            )}
            <SourceName tile={one} />
          </PlaceLink>
        </li>
      ))}
    </ul>
  );
}

function SourceName({ tile }: { tile: WallTile }) {
  const state = useMarkedState(tile);
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <StateMark state={state} className="in-data-stale:text-quiet!" />
      <span className="sr-only">{state}: </span>
      <span dir="auto" className="truncate">
        {tile.source ?? tile.name}
      </span>
    </span>
  );
}
