import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { layOut } from "#components/playback/tiles.ts";
import { PageTime } from "#components/time/clock.ts";
import { Chips, useCounts } from "#components/wall/chips.tsx";
import { parseView } from "#lib/model/view.ts";
import type { WallTile } from "#lib/model/wall.ts";
import { buildTile, NOW } from "../build-tile.ts";

const TILES = [
  buildTile(1_000, { name: "black", faults: ["black"] }),
  buildTile(1_000, { name: "harbour" }),
  buildTile(40 * 60_000, { name: "gone" }),
];

type CountingProps = { query: Record<string, string>; tiles?: readonly WallTile[] };

function CountingChips({ query, tiles = TILES }: CountingProps) {
  const view = parseView(query);
  return <Chips view={view} onChange={() => undefined} counts={useCounts(tiles, view, null)} />;
}

test.each([{}, { q: "harbour" }, { q: "nothing" }, { state: "live" }])(
  "count all streams of the wall with %j",
  (query) => {
    const html = renderToStaticMarkup(
      <PageTime value={{ now: NOW, asOf: NOW }}>
        <CountingChips query={query} />
      </PageTime>,
    );
    expect(html.match(/>\d+</g)).toEqual([">1<", ">1<", ">1<"]);
    expect(html).toContain("wall-chip-alarm");
  },
);

test.each([
  [{}, [">1<", ">1<", ">1<"]],
  // Of a stream with an alarm, the source that has it.
  [{ group: "stream" }, [">0<", ">1<", ">1<"]],
])("count the streams of a past wall with %j by their states then", (query, counts) => {
  const stage = { name: "stage", stream: "acc/stage" };
  const tiles = layOut(
    [],
    {
      tiles: [
        { ...stage, id: "l", source: "left", feed: "l", time: 1, faults: [], state: "live", since: null },
        { ...stage, id: "r", source: "right", feed: "r", time: 1, faults: [], state: "stalled", since: null },
      ],
      isWhole: true,
    },
    [buildTile(1_000, { name: "gone" })],
  );
  const html = renderToStaticMarkup(
    <PageTime value={{ now: NOW, asOf: NOW }}>
      <CountingChips query={{ ...query, at: "2026-11-29T12:00:00Z" }} tiles={tiles} />
    </PageTime>,
  );
  expect(html.match(/>\d+</g)).toEqual(counts);
  // In the words of its sections.
  expect(html.match(/(?<=<span>)[A-Z][a-z ]+/g)).toEqual(["On air", "Off air"]);
});
