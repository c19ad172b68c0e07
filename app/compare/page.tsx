import type { Metadata } from "next";
import { Compare } from "#components/compare/compare.tsx";
import { findEarliest, firstRange } from "#components/compare/first-range.ts";
import { createNaming, findShared } from "#components/compare/named.ts";
import type { ToldFirst } from "#components/compare/use-coverages.ts";
import { latestMoment } from "#components/playback/moments.ts";
import { firstSpan } from "#components/playback/scale.ts";
import { KeySheet } from "#components/wall/key-sheet.tsx";
import { RefreshWithoutScript } from "#components/wall/refresh.tsx";
import type { Viewer } from "#lib/access/viewer.ts";
import { app } from "#lib/app.ts";
import { toLinkPreview } from "#lib/http/link-preview.ts";
import { compareAddress, type Compared } from "#lib/model/compare-address.ts";
import { parseCompareQuery, type CompareQuery } from "#lib/model/compare.ts";
import { pictureAddress, toStreamQuery } from "#lib/model/routes.ts";
import { toTitle } from "#lib/model/stream-page.ts";
import { parseStream } from "#lib/model/stream.ts";
import { MAX_MS } from "#lib/model/stretches.ts";
import type { Wall } from "#lib/model/wall.ts";
import { findClient, findViewer, keepUnshared, requireViewer } from "#lib/request.ts";

const UNNAMED: Metadata = { title: "Compare · Livewall", robots: { index: false, follow: false } };

/** Sent with the page, and not as code. */
const KEYS = [
  [", .", "30 s back / forward"],
  ["Space", "play or pause"],
  ["N / Shift N", "next / previous fault"],
  ["+ −", "zoom the timeline"],
  ["L", "go to live"],
  ["F", "full screen"],
  ["?", "keyboard shortcuts"],
] as const;

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The names of the compared streams, and the picture of the first. */
export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { tiles, at } = parseCompareQuery(await searchParams);
  const [first] = tiles;
  const viewer = await findViewer();
  if (first === undefined || viewer === null) return UNNAMED;
  const toNamed = createNaming(tiles, await readShared(viewer, tiles));
  const names = tiles.map((compared) => toNamed(compared, null).whole);
  const title = toTitle(names.join(" · "), at);
  return {
    ...UNNAMED,
    title: `${title} · Livewall`,
    ...toLinkPreview(app().settings.publicUrl, {
      title,
      description: "Streams side by side.",
      address: compareAddress(tiles, at),
      picture: { url: pictureAddress(first.stream, first, at) },
    }),
  };
}

export default async function ComparePage({ searchParams }: Props) {
  const viewer = await requireViewer("/compare", await searchParams);
  const query = parseCompareQuery(await searchParams);
  const streams = query.tiles.map(({ stream }) => parseStream(stream)).filter((stream) => stream !== null);
  const wall = await app().gallery.wallOfStream(viewer, ...streams);
  if (wall === null) keepUnshared();
  return (
    <>
      <RefreshWithoutScript />
      <Compare
        query={query}
        wall={wall}
        coverages={wall && (await readCoverages(viewer, query, wall))}
        shared={await readShared(viewer, query.tiles)}
        keys={<KeySheet keys={KEYS} />}
      />
    </>
  );
}

/** The names that need an account, by the wall of the viewer. */
async function readShared(viewer: Viewer, tiles: readonly Compared[]): Promise<readonly string[]> {
  if (tiles.length === 0) return [];
  const all = await app().gallery.listTiles(viewer);
  return findShared(tiles, all?.tiles ?? []);
}

/** The lanes of the timeline as it is at first. */
async function readCoverages(viewer: Viewer, query: CompareQuery, wall: Wall): Promise<ToldFirst> {
  const latest = latestMoment(wall.now);
  const earliest = findEarliest(query, wall, latest);
  const span = firstSpan(earliest, latest, MAX_MS);
  const client = await findClient();
  const read = query.tiles.map(async ({ stream: id, ...selection }) => {
    const stream = parseStream(id);
    const coverage = stream && (await app().past.coverage(viewer, client, { stream, ...selection }, span));
    return [toStreamQuery(id, selection), coverage] as const;
  });
  const coverages = new Map(await Promise.all(read));
  return { span, coverages, rangeMs: firstRange([...coverages.values()], span, earliest, latest) };
}
