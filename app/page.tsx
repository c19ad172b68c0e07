import { Wall } from "#components/wall/wall.tsx";
import { currentWall } from "#lib/gallery/index.ts";

// The wall is of this moment; and a build has no settings.
export const dynamic = "force-dynamic";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function WallPage({ searchParams }: Props) {
  const single = Object.entries(await searchParams).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return <Wall initial={await currentWall()} query={new URLSearchParams(single).toString()} />;
}
