"use client";

import { useState } from "react";
import { Age } from "#components/time/age.tsx";
import { PageTime, useTileState } from "#components/time/clock.ts";
import { TilePicture } from "#components/wall/picture.tsx";
import { BADGES } from "#components/wall/tile-status.tsx";
import { useWall } from "#components/data/use-wall.ts";
import { stateOf } from "#lib/model/state.ts";
import { newestOf, tileOf, type Wall, type WallTile } from "#lib/model/wall.ts";
import { WHOLE, type Part } from "#lib/model/part.ts";
import { feedAddress, queryOf } from "#lib/model/routes.ts";

type EmbedProps = { stream: string; part: Part; name: string; wall: Wall | null };

/** A picture that keeps itself up to date, as large as its frame, and leads to the stream's page. */
export function Embed({ stream, part, name, wall: initial }: EmbedProps) {
  const { wall } = useWall(initial, `/api/feeds?${queryOf(stream, WHOLE)}`);
  const isWhole = part.source === null && part.feed === null;
  const steady = useSteady(wall);
  const tile = isWhole ? steady : tileOf(wall?.tiles ?? [], part);
  return (
    <PageTime value={initial}>
      <main className="relative grid h-dvh place-content-center overflow-hidden bg-screen text-ink">
        {tile === null ? (
          <p className="p-4 text-center">
            {wall === null
              ? "The store cannot be reached"
              : isWhole
                ? "No previews yet"
                : "This source is not on the wall"}
          </p>
        ) : (
          <div className="w-[min(100vw,calc(100dvh*16/9))]">
            <TilePicture tile={tile} isFirst />
          </div>
        )}
        <h1 className="absolute inset-x-0 bottom-0 flex items-baseline gap-3 bg-black/70 px-3 py-1.5 text-sm text-white">
          <a
            href={feedAddress(stream, part, null)}
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

/** Of several sources, the one that was shown, for as long as it is live: they send by turns. */
function useSteady(wall: Wall | null): WallTile | null {
  const [shown, setShown] = useState<string | null>(null);
  const tile =
    wall?.tiles.find((one) => one.id === shown && stateOf(one, wall.asOf) === "live") ??
    newestOf(wall?.tiles ?? []);
  if (tile !== null && tile.id !== shown) setShown(tile.id);
  return tile;
}

function EmbedStatus({ tile }: { tile: WallTile }) {
  return (
    <span className="shrink-0 font-normal">
      {BADGES[useTileState(tile)].word}
      {tile.seen !== null && (
        <>
          {" "}
          · <Age of={tile.seen} />
        </>
      )}
    </span>
  );
}
