import { BoundedMap } from "#lib/bounded-map.ts";
import type { PastWall } from "#lib/model/past.ts";
import { SlowDown } from "#components/data/ask-data.ts";
import { keepMs, momentsOf, type PastReader, type Wanted } from "./reader.ts";
import { createRounds } from "./rounds.ts";

export type PastWallReader = PastReader & {
  /** The tiles of a moment; undefined while they are not known. */
  readonly wall: (moment: number) => PastWall | undefined;
};

type WallReaderParts = {
  /** Reads what the streams of those tiles showed. */
  readonly pictures: PastReader;
  readonly ask: (at: number) => Promise<PastWall>;
  /** Any clock that only goes on, in ms. */
  readonly now: () => number;
};

type Known = { readonly wall: PastWall; readonly since: number };

/** A wall of thousands of tiles takes some MB. */
const MAX_KNOWN = 60;
/** The server reads the log for each moment: at most two a second, however fast the past is played or dragged. */
const PAUSE_MS = 500;

/** Reads which tiles the wall had at each moment, beside what their streams showed. */
export function createWallReader({ pictures, ask, now }: WallReaderParts): PastWallReader {
  const known = new BoundedMap<Known>(MAX_KNOWN);
  let wanted: Wanted | null = null;

  function lacks(moment: number, { latest }: Wanted): boolean {
    const entry = known.get(String(moment));
    if (moment > latest) return false;
    return entry?.wall.isWhole !== true || now() - entry.since > keepMs(moment, latest);
  }

  function keep(at: number, wall: PastWall) {
    known.set(String(at), { wall, since: now() });
    if (!wall.isWhole) throw new SlowDown();
  }

  const rounds = createRounds(
    () => {
      const look = wanted;
      const at = look === null ? undefined : momentsOf(look).find((moment) => lacks(moment, look));
      if (at === undefined) return [];
      return [ask(at).then((wall) => keep(at, wall))];
    },
    now,
    PAUSE_MS,
  );

  return {
    ...pictures,
    look(next) {
      wanted = next;
      rounds.wake();
      pictures.look(next);
    },
    wall: (moment) => known.get(String(moment))?.wall,
    isReady: (moment) => known.get(String(moment)) !== undefined && pictures.isReady(moment),
    status() {
      const both = [rounds.status(), pictures.status()];
      return (["failing", "slow"] as const).find((status) => both.includes(status)) ?? "ok";
    },
    subscribe(listener) {
      const leave = [rounds.subscribe(listener), pictures.subscribe(listener)];
      return () => {
        for (const one of leave) one();
      };
    },
  };
}
