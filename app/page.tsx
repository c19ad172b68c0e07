import { openingOf } from "#components/wall/opening.ts";
import { RefreshWithoutScript } from "#components/wall/refresh.tsx";
import { parseView } from "#components/wall/view.ts";
import { Wall } from "#components/wall/wall.tsx";
import { viewerOfPage } from "#lib/access/index.ts";
import { currentWall } from "#lib/gallery/index.ts";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function WallPage({ searchParams }: Props) {
  const viewer = await viewerOfPage();
  const single = Object.entries(await searchParams).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const query = new URLSearchParams(single);
  const opening = openingOf(await currentWall(viewer), parseView(query));
  return (
    <>
      <RefreshWithoutScript />
      <Wall opening={opening} query={query.toString()} isPrivate={viewer.until !== null} />
    </>
  );
}
