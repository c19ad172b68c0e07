import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { PageTime } from "#components/time/clock.ts";
import { Chips, useCounts } from "#components/wall/chips.tsx";
import { parseView } from "#lib/model/view.ts";
import { buildTile, NOW } from "../build-tile.ts";

const TILES = [
  buildTile(1_000, { name: "black", faults: ["black"] }),
  buildTile(1_000, { name: "harbour" }),
  buildTile(40 * 60_000, { name: "gone" }),
];

function CountingChips({ query }: { query: Record<string, string> }) {
  const view = parseView(query);
  return <Chips view={view} onChange={() => undefined} counts={useCounts(TILES, view, null)} />;
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
