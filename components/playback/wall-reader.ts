import { RateLimited } from "#components/data/fetch-json.ts";
import type { PastWall } from "#lib/model/past.ts";
import { createReader, listMoments, type Reader, type ReaderStatus, type Wanted } from "./reader.ts";
import type { PastReader } from "./stream-reader.ts";

/** Reads which tiles the wall had, beside the pictures of their streams. */
export function createWallReader(pictures: PastReader, fetchWall: (at: number) => Promise<PastWall>) {
  const walls: Reader<PastWall> = createReader({
    // A wall of thousands of tiles takes some MB.
    maxEntries: 60,
    // The server reads the log for each moment.
    pauseMs: 500,
    request(wanted) {
      const at = listMoments(wanted).find((moment) => walls.lacks(String(moment), moment, wanted.latest));
      if (at === undefined) return [];
      const read = fetchWall(at).then((wall) => {
        walls.set(String(at), wall, wall.isWhole);
        if (!wall.isWhole) throw new RateLimited();
      });
      return [read];
    },
  });
  const wall = (moment: number) => walls.get(String(moment));
  return {
    ...pictures,
    look(wanted: Wanted) {
      walls.look(wanted);
      pictures.look(wanted);
    },
    /** The tiles of a moment; undefined until they are read. */
    wall,
    isReady: (moment: number) => wall(moment) !== undefined && pictures.isReady(moment),
    status: (): ReaderStatus => {
      const both = [walls.status(), pictures.status()];
      return (["failing", "slow"] as const).find((status) => both.includes(status)) ?? "ok";
    },
    subscribe: (listener: () => void) => {
      const unsubscribe = [walls.subscribe(listener), pictures.subscribe(listener)];
      return () => unsubscribe.forEach((end) => end());
    },
  };
}
