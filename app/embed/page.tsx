import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Embed } from "#components/embed/embed.tsx";
import { RefreshWithoutScript } from "#components/wall/refresh.tsx";
import { app } from "#lib/app.ts";
import { keepUnshared, requireViewer } from "#lib/request.ts";
import { toAccount } from "#lib/model/accounts.ts";
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
  const stream = streamId(query.stream);
  const name = showName(query.stream.name);
  // When the page is made: polls bring only its own stream.
  const all = await app().gallery.listTiles(viewer);
  const isShared = all?.tiles.some((tile) => tile.name === name && tile.stream !== stream) === true;
  return (
    <>
      <RefreshWithoutScript />
      <Embed
        stream={stream}
        selection={resolveSelection(query, wall && findTile(wall.tiles, query))}
        name={name}
        account={isShared ? toAccount(stream) : null}
        wall={wall}
      />
    </>
  );
}
