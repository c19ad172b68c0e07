import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Embed } from "#components/embed/embed.tsx";
import { RefreshWithoutScript } from "#components/wall/refresh.tsx";
import { app } from "#lib/app.ts";
import { keepUnshared, requireViewer } from "#lib/request.ts";
import { resolveSelection } from "#lib/model/selection.ts";
import { showName } from "#lib/model/show-name.ts";
import { findTile } from "#lib/model/wall.ts";
import { parseFeedQuery } from "#lib/model/routes.ts";
import { streamId } from "#lib/model/stream.ts";

export const metadata: Metadata = { title: "Livewall", robots: { index: false } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The newest picture of a stream, or of one source of it, for a frame on another page. */
export default async function EmbedPage({ searchParams }: Props) {
  const viewer = await requireViewer("/embed", await searchParams);
  const query = parseFeedQuery(await searchParams);
  if (query === null) notFound();
  const wall = await app().gallery.wallOfStream(viewer, query.stream);
  if (wall === null) keepUnshared();
  return (
    <>
      <RefreshWithoutScript />
      <Embed
        stream={streamId(query.stream)}
        selection={resolveSelection(query, wall && findTile(wall.tiles, query))}
        name={showName(query.stream.name)}
        wall={wall}
      />
    </>
  );
}
