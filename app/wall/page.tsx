import type { Metadata } from "next";
import { Kiosk } from "#components/kiosk/kiosk.tsx";
import { packInCss } from "#components/kiosk/pack-css.ts";
import { listInitialTiles, toInitialKiosk } from "#components/kiosk/tiles.ts";
import { RefreshWithoutScript } from "#components/wall/refresh.tsx";
import { app } from "#lib/app.ts";
import { parseKiosk } from "#lib/model/kiosk.ts";
import { parseView } from "#lib/model/view.ts";
import { keepUnshared, requireViewer } from "#lib/request.ts";

export const metadata: Metadata = { title: "Wall · Livewall" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function KioskPage({ searchParams }: Props) {
  const viewer = await requireViewer("/wall", await searchParams);
  // A kiosk shows the live wall, even if the address names a moment.
  const view = { ...parseView(await searchParams), at: null };
  const opened = await app().gallery.open(viewer, (tiles, asOf) => listInitialTiles(tiles, asOf, view));
  if (opened === null) keepUnshared();
  const { shown, ...initial } = toInitialKiosk(opened, view);
  return (
    <>
      <RefreshWithoutScript />
      <Kiosk
        initial={{ ...initial, packing: packInCss(shown) }}
        view={view}
        options={parseKiosk(await searchParams)}
        isPrivate={viewer.until !== null}
      />
    </>
  );
}
