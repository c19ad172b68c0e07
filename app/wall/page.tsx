import type { Metadata } from "next";
import { Kiosk } from "#components/kiosk/kiosk.tsx";
import { outlookOf } from "#components/kiosk/summary.ts";
import { firstTiles, openingOf } from "#components/wall/initial-page.ts";
import { RefreshWithoutScript } from "#components/wall/refresh.tsx";
import { parseView } from "#components/wall/view.ts";
import { app } from "#lib/app.ts";
import { requireViewer } from "#lib/request.ts";

export const metadata: Metadata = { title: "Wall · Livewall" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function KioskPage({ searchParams }: Props) {
  const viewer = await requireViewer("/wall", await searchParams);
  const single = Object.entries(await searchParams).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const query = new URLSearchParams(single);
  // Of now, whatever moment the address names.
  query.delete("at");
  const view = parseView(query);
  const opened = await app().gallery.open(viewer, (tiles, asOf) => firstTiles(tiles, asOf, view));
  const opening = openingOf(opened, view);
  return (
    <>
      <RefreshWithoutScript />
      <Kiosk
        opening={opening}
        outlook={outlookOf(opened && { ...opened.wall, tiles: opened.tiles }, opening, view)}
        query={query.toString()}
        isPrivate={viewer.until !== null}
      />
    </>
  );
}
