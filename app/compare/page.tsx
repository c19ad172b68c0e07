import type { Metadata } from "next";
import { Compare } from "#components/compare/compare.tsx";
import { RefreshWithoutScript } from "#components/wall/refresh.tsx";
import { app } from "#lib/app.ts";
import { parseCompareQuery } from "#lib/model/compare.ts";
import { parseStream } from "#lib/model/stream.ts";
import { keepUnshared, requireViewer } from "#lib/request.ts";

export const metadata: Metadata = { title: "Compare · Livewall", robots: { index: false, follow: false } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ComparePage({ searchParams }: Props) {
  const viewer = await requireViewer("/compare", await searchParams);
  const query = parseCompareQuery(await searchParams);
  const streams = query.tiles.map(({ stream }) => parseStream(stream)).filter((stream) => stream !== null);
  const wall = await app().gallery.wallOfStream(viewer, ...streams);
  if (wall === null) keepUnshared();
  return (
    <>
      <RefreshWithoutScript />
      <Compare query={query} wall={wall} />
    </>
  );
}
