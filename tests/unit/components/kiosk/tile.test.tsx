import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { toLines } from "#components/kiosk/lines.ts";
import { KioskTile } from "#components/kiosk/tile.tsx";
import { PageTime } from "#components/time/clock.ts";
import { buildTile, NOW } from "../build-tile.ts";

const LONG = "Championship Quarter-Final Second Leg, Northern Arena, court 2";

test.each([
  ["harbour-cam", "harbour-cam", ""],
  [LONG, "Championship Quarter-Final Second ", "Leg, Northern Arena, court 2"],
  ["northern_arena_court_2_backup", "northern_arena_", "court_2_backup"],
  ["extraordinarily-long-first and x", "extraordinarily-long-first ", "and x"],
  ["ملعب القدس الرئيسي في المدينة القديمة", "ملعب القدس الرئيسي ", "في المدينة القديمة"],
  ["中央体育館メインアリーナ第一カメラ予備系統", "中央体育館メインアリー", "ナ第一カメラ予備系統"],
])("%s has the lines %j and %j", (name, head, tail) => {
  expect(toLines(name)).toEqual([head, tail]);
});

test("a tile of a kiosk has both ends of its name, its source, and its account where names collide", () => {
  const tile = buildTile(2_000, { name: LONG, source: "main" });
  const html = renderToStaticMarkup(
    <PageTime value={{ now: NOW, asOf: NOW }}>
      <KioskTile tile={tile} account="K2MARL" hasName isEager />
    </PageTime>,
  );
  expect(html).toContain(`aria-label="${LONG}, main, K2MARL"`);
  expect(html).toContain(`alt="${LONG}, main, K2MARL, latest picture"`);
  // Each is an element of its own, so that the name cuts off neither.
  for (const text of ["court 2", "main", "K2MARL"])
    expect(html).toMatch(new RegExp(`>[^<>]*${text}</(span|bdi)>`));
});
