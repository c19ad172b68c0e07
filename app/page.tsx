import type { Metadata } from "next";
import { HeaderSearch } from "#components/wall/header-search.tsx";
import { HeaderTools } from "#components/wall/header-tools.tsx";
import { listInitialTiles, toInitialPage } from "#components/wall/initial-page.ts";
import { RefreshWithoutScript } from "#components/wall/refresh.tsx";
import { parseView } from "#lib/model/view.ts";
import { Wall } from "#components/wall/wall.tsx";
import { app } from "#lib/app.ts";
import { findViewer, keepUnshared, requireViewer } from "#lib/request.ts";
import { findNewest } from "#lib/model/wall.ts";
import { pictureAddress } from "#lib/model/routes.ts";
import { toLinkPreview } from "#lib/http/link-preview.ts";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Link previews show the newest picture of the wall. */
export async function generateMetadata(): Promise<Metadata> {
  const viewer = await findViewer();
  const tile = viewer === null ? null : findNewest((await app().gallery.listTiles(viewer))?.tiles ?? []);
  // An offline stream may have only a name.
  if (typeof tile?.time !== "number") return {};
  const picture = { url: pictureAddress(tile.stream) };
  return toLinkPreview(app().settings.publicUrl, { title: "Livewall", address: "/", picture });
}

export default async function WallPage({ searchParams }: Props) {
  const viewer = await requireViewer("/", await searchParams);
  const view = parseView(await searchParams);
  const [opened, reachDays] = await Promise.all([
    app().gallery.open(viewer, (tiles, asOf) => listInitialTiles(tiles, asOf, view)),
    app().past.logReach(),
  ]);
  if (opened === null) keepUnshared();
  return (
    <>
      <RefreshWithoutScript />
      <Wall
        initial={toInitialPage(opened, view)}
        view={view}
        search={<HeaderSearch view={view} />}
        tools={<HeaderTools view={view} isPrivate={viewer.until !== null} />}
        reachDays={reachDays}
        isPrivate={viewer.until !== null}
      />
    </>
  );
}
