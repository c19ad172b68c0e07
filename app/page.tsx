import { openingOf } from "#components/wall/opening.ts";
import { RefreshWithoutScript } from "#components/wall/refresh.tsx";
import { parseView } from "#components/wall/view.ts";
import { Wall } from "#components/wall/wall.tsx";
import { currentWall } from "#lib/gallery/index.ts";

// The wall is of this moment; and a build has no settings.
export const dynamic = "force-dynamic";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function WallPage({ searchParams }: Props) {
  const single = Object.entries(await searchParams).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const query = new URLSearchParams(single);
  const opening = openingOf(await currentWall(), parseView(query));
  return (
    <>
      <RefreshWithoutScript />
      <Wall opening={opening} query={query.toString()} />
    </>
  );
}
