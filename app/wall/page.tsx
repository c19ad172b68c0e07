import type { Metadata } from "next";
import { Kiosk } from "#components/kiosk/kiosk.tsx";
import { listInitialTiles, toInitialPage } from "#components/wall/initial-page.ts";
import { listAlarms } from "#components/wall/alarm.ts";
import { searchTiles } from "#components/wall/filters.ts";
import { RefreshWithoutScript } from "#components/wall/refresh.tsx";
import { parseView } from "#lib/model/view.ts";
import { app } from "#lib/app.ts";
import { keepUnshared, requireViewer } from "#lib/request.ts";

export const metadata: Metadata = { title: "Wall · Livewall" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function KioskPage({ searchParams }: Props) {
  const viewer = await requireViewer("/wall", await searchParams);
  // A kiosk shows the live wall, even if the address names a moment.
  const view = { ...parseView(await searchParams), at: null };
  const opened = await app().gallery.open(viewer, (tiles, asOf) => listInitialTiles(tiles, asOf, view));
  if (opened === null) keepUnshared();
  return (
    <>
      <RefreshWithoutScript />
      <Kiosk
        initial={toInitialPage(opened, view)}
        alarms={opened && listAlarms(searchTiles(opened.tiles, view.q), opened.wall.asOf)}
        view={view}
        isPrivate={viewer.until !== null}
      />
    </>
  );
}
