"use client";

import type { CSSProperties } from "react";
import { PageTime } from "#components/clock/clock.ts";
import type { Wall as WallData } from "#lib/gallery/wall.ts";
import { EmptyWall, LateNotice, UnreachableWall } from "./notices.tsx";
import { Summary } from "./summary.tsx";
import { Tile } from "./tile.tsx";
import { useWall } from "./use-wall.ts";

/** The wall of live previews: begins with what the server rendered and keeps itself up to date. */
export function Wall({ initial }: { initial: WallData | null }) {
  const { wall, failing } = useWall(initial);
  return (
    <PageTime value={initial?.now ?? 0}>
      <header className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 pt-5 pb-4 sm:px-6">
        <h1 className="text-2xl font-semibold tracking-tight">Livewall</h1>
        {wall !== null && wall.tiles.length > 0 && <Summary tiles={wall.tiles} />}
      </header>
      <main className="px-4 pb-8 sm:px-6">
        {wall !== null && <LateNotice asOf={wall.asOf} failing={failing} />}
        {wall === null ? (
          <UnreachableWall />
        ) : wall.tiles.length === 0 ? (
          <EmptyWall />
        ) : (
          <Tiles tiles={wall.tiles} />
        )}
      </main>
    </PageTime>
  );
}

/** As many columns as rows, on a screen of the tiles' own shape: so few tiles are large, and many are small. */
function Tiles({ tiles }: { tiles: WallData["tiles"] }) {
  const columns = { "--columns": Math.ceil(Math.sqrt(tiles.length)) } as CSSProperties;
  return (
    <ul style={columns} className="grid grid-cols-wall gap-3 sm:gap-4">
      {tiles.map((tile, position) => (
        <Tile key={tile.id} tile={tile} isFirst={position < EAGER} />
      ))}
    </ul>
  );
}

/** About a screenful: these pictures are asked for at once, the others as they come near. */
const EAGER = 12;
