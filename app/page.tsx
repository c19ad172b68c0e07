import type { Metadata } from "next";
import { headers } from "next/headers";
import { firstTiles, openingOf } from "#components/wall/initial-page.ts";
import { RefreshWithoutScript } from "#components/wall/refresh.tsx";
import { parseView } from "#components/wall/view.ts";
import { Wall } from "#components/wall/wall.tsx";
import { app } from "#lib/app.ts";
import { findViewer, requireViewer } from "#lib/request.ts";
import { newestOf } from "#lib/model/wall.ts";
import { pictureAddress } from "#lib/model/routes.ts";
import { previewOf } from "#lib/http/link-preview.ts";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Chats show the newest picture of the wall beside a link to it. */
export async function generateMetadata(): Promise<Metadata> {
  const viewer = await findViewer();
  const tile = viewer === null ? null : newestOf((await app().gallery.listTiles(viewer))?.tiles ?? []);
  // Of an offline stream, perhaps only the name is known.
  if (typeof tile?.time !== "number") return {};
  return previewOf(await headers(), "Livewall", pictureAddress(tile.stream));
}

export default async function WallPage({ searchParams }: Props) {
  const viewer = await requireViewer("/", await searchParams);
  const single = Object.entries(await searchParams).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const query = new URLSearchParams(single);
  const view = parseView(query);
  const [opened, reachDays] = await Promise.all([
    app().gallery.open(viewer, (tiles, asOf) => firstTiles(tiles, asOf, view)),
    app().past.logReach(),
  ]);
  const opening = openingOf(opened, view);
  return (
    <>
      <RefreshWithoutScript />
      <Wall
        opening={opening}
        query={query.toString()}
        reachDays={reachDays}
        isPrivate={viewer.until !== null}
      />
    </>
  );
}
