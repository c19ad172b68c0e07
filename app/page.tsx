import { Wall } from "#components/wall/wall.tsx";
import { currentWall } from "#lib/gallery/index.ts";

// The wall is of this moment; and a build has no settings.
export const dynamic = "force-dynamic";

export default async function WallPage() {
  return <Wall initial={await currentWall()} />;
}
