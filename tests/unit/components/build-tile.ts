import type { WallTile } from "#lib/model/wall.ts";

export const NOW = 1_800_000_000_000;

const SHAPE = { aspect: 16 / 9, original: null };

/** A tile whose newest picture has this age at `NOW`. */
export function buildTile(ageMs: number, more: Partial<WallTile> = {}): WallTile {
  const { name = "camera" } = more;
  const time = NOW - ageMs;
  const rest = {
    source: null,
    feed: "f",
    ended: false,
    faults: [],
    since: null,
    picture: "https://s3.example.com/p",
    ...SHAPE,
  };
  return { id: name, stream: `acc/${name}`, name, time, seen: time, ...rest, ...more };
}
