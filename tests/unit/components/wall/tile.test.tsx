import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { PageTime } from "#components/time/clock.ts";
import { needsOriginal } from "#components/wall/picture-size.ts";
import { Tile, type TileProps } from "#components/wall/tile.tsx";
import type { WallTile } from "#lib/model/wall.ts";
import { buildTile, NOW } from "../build-tile.ts";

const MINUTE = 60_000;
const PROPS = { sources: 1, isNear: true, isEager: true, isFavourite: false, isHidden: false };

/** A tile as the server draws it. @param asOf when the store was read */
function draw(tile: WallTile, props: Partial<TileProps> = {}, asOf = NOW) {
  const html = renderToStaticMarkup(
    <PageTime value={{ now: NOW, asOf }}>
      <Tile {...PROPS} tile={tile} {...props} />
    </PageTime>,
  );
  const find = (pattern: RegExp) => pattern.exec(html)?.[1];
  const status = find(/<p data-state[^>]*>(.*?)<\/p>/) ?? "";
  return {
    html,
    status: status
      .replaceAll(/<[^>]*>/g, " ")
      .replaceAll(/\s+/g, " ")
      .trim(),
    link: find(/<h3[^>]*><a[^>]*aria-label="([^"]*)"/),
    alt: find(/alt="([^"]+)"/),
    pictures: [...html.matchAll(/<img[^>]* src="([^"]*)"/g)].map(([, src]) => src),
  };
}

describe("the row of a tile", () => {
  test.each([
    ["Live 2 s", 2_000, {}],
    ["Stalled 1 min 40 s", 100_000, {}],
    ["Offline 6 min", 6 * MINUTE, {}],
    ["Offline 46 min", 46 * MINUTE, {}],
    ["Ended 3 s", 3_000, { ended: true }],
    ["Black 3 min", 2_000, { faults: ["black", "frozen"], since: NOW - 3.2 * MINUTE }],
    ["Damaged 2 s", 2_000, { faults: ["damaged"] }],
    ["Offline", 0, { seen: null, time: null, feed: null }],
  ] as const)("says %s", (words, age, more) => {
    expect(draw(buildTile(age, more)).status).toBe(words);
  });

  test("tells the age of the picture, though an outage of the store delays its state", () => {
    expect(draw(buildTile(132_000, { seen: NOW - 13_000 })).status).toBe("Live 2 min");
    expect(draw(buildTile(8 * MINUTE, { seen: NOW - 100_000 })).status).toBe("Stalled 8 min");
  });

  test("stays that of the last data in an outage", () => {
    const asOf = NOW - 10 * MINUTE;
    expect(draw(buildTile(10 * MINUTE + 14_000), {}, asOf).status).toBe("Live 14 s");
    const black = buildTile(10 * MINUTE, { faults: ["black"], since: asOf - 3 * MINUTE });
    expect(draw(black, {}, asOf).status).toBe("Black 3 min");
  });
});

describe("links and alternative texts", () => {
  const tile = buildTile(0, { name: "Cup final", source: "main" });

  test("name the source, and the account where it is shown", () => {
    expect(draw(tile)).toMatchObject({ link: "Cup final, main", alt: "Cup final, main, latest picture" });
    expect(draw(tile, { account: "ZG6NWV" }).link).toBe("Cup final, main, ZG6NWV");
  });

  test("name no source where the tile stands for several", () => {
    const { html, alt } = draw(tile, { sources: 3 });
    expect(alt).toBe("Cup final, latest picture");
    expect(html).toContain("3 sources");
    expect(html).not.toContain(">main<");
  });
});

describe("the pictures of a tile", () => {
  const tile = buildTile(0, { stream: "acc/a b", original: 1920 });

  test("begin with the preview, whatever original there is", () => {
    expect(draw(tile).pictures).toEqual(["https://s3.example.com/p"]);
    expect(draw(tile).html).not.toContain("srcSet");
  });

  test("have bars of the picture's own colours only where it has another shape", () => {
    const countPictures = (aspect: number) => draw({ ...tile, aspect }).pictures.length;
    expect([countPictures(16 / 9), countPictures(1.77), countPictures(4 / 3)]).toEqual([1, 1, 2]);
  });
});

describe("the original of 1,920 px", () => {
  test.each([
    [480, 1, 16 / 9, false],
    [481, 1, 16 / 9, true],
    // The page is zoomed out.
    [700, 0.67, 16 / 9, false],
    // Nearer to the preview, though larger than it.
    [400, 2, 16 / 9, false],
    [481, 2, 16 / 9, true],
    [330, 3, 16 / 9, true],
    // A portrait preview is narrower.
    [440, 1, 0.45, true],
  ])(
    "for a picture of %d px on a screen of density %d, with the ratio %d: %s",
    (drawn, density, aspect, is) => {
      expect(needsOriginal({ drawn, original: 1_920, aspect }, density)).toBe(is);
    },
  );
});
