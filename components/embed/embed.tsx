"use client";

import { useState } from "react";
import { Age } from "#components/time/age.tsx";
import { PageTime } from "#components/time/clock.ts";
import { TilePicture } from "#components/wall/picture.tsx";
import { useStateWord } from "#components/wall/tile-status.tsx";
import { useWall } from "#components/data/use-wall.ts";
import { toState } from "#lib/model/state.ts";
import { findNewest, findTile, type Wall, type WallTile } from "#lib/model/wall.ts";
import { ALL, type Selection } from "#lib/model/selection.ts";
import { feedAddress, toStreamQuery } from "#lib/model/routes.ts";

type EmbedProps = { stream: string; selection: Selection; name: string; wall: Wall | null };

/** The newest picture of a stream, in a frame of another page. */
export function Embed({ stream, selection, name, wall: initial }: EmbedProps) {
  const { wall } = useWall(initial, `/api/feeds?${toStreamQuery(stream, ALL)}`);
  const isAll = selection.source === null && selection.feed === null;
  const steady = useSteady(wall);
  const tile = isAll ? steady : findTile(wall?.tiles ?? [], selection);
  return (
    <PageTime value={initial}>
      <main className="relative grid h-dvh place-content-center overflow-hidden bg-screen text-ink">
        {tile === null ? (
          <p className="p-4 text-center">
            {wall === null
              ? "The bucket cannot be reached"
              : isAll
                ? "No previews yet"
                : "This source is not on the wall"}
          </p>
        ) : (
          <div className="w-[min(100vw,calc(100dvh*16/9))]">
            <TilePicture tile={tile} isEager />
          </div>
        )}
        <h1 className="absolute inset-x-0 bottom-0 flex items-baseline gap-3 bg-black/70 px-3 py-1.5 text-sm text-white">
          <a
            href={feedAddress(stream, selection, null)}
            target="_blank"
            rel="noreferrer"
            dir="auto"
            className="min-w-0 flex-1 truncate text-left font-medium after:fixed after:inset-0"
          >
            {name}
          </a>
          {tile !== null && <EmbedStatus tile={tile} />}
        </h1>
      </main>
    </PageTime>
  );
}

/** Keeps to one of several sources while it is live, since they send in turns. */
function useSteady(wall: Wall | null): WallTile | null {
  const [shown, setShown] = useState<string | null>(null);
  const tile =
    wall?.tiles.find((one) => one.id === shown && toState(one, wall.asOf) === "live") ??
    findNewest(wall?.tiles ?? []);
  if (tile !== null && tile.id !== shown) setShown(tile.id);
  return tile;
}

function EmbedStatus({ tile }: { tile: WallTile }) {
  return (
    <span className="shrink-0 font-normal">
      {useStateWord(tile)}
      {tile.seen !== null && (
        <>
          {" "}
          · <Age of={tile.seen} />
        </>
      )}
    </span>
  );
}
