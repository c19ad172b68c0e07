import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { PageTime } from "#components/time/clock.ts";
import { AttentionCard } from "#components/wall/attention-card.tsx";
import { buildTile, NOW } from "../build-tile.ts";

const SECOND = 1_000;

test.each([
  ["Black 3 min 12 s", 2 * SECOND, { faults: ["black"], since: NOW - 192 * SECOND }, 192],
  ["Frozen 6 min 50 s", 2 * SECOND, { faults: ["frozen"], since: NOW - 410 * SECOND }, 410],
  ["Stalled 1 min 40 s", 100 * SECOND, {}, 100],
  ["Offline 6 min 5 s", 365 * SECOND, {}, 365],
] as const)("a card says %s, and leads to its beginning", (words, age, more, since) => {
  const tile = buildTile(age, { name: "studio 2", source: "main", ...more });
  const html = renderToStaticMarkup(
    <PageTime value={{ now: NOW, asOf: NOW }}>
      <AttentionCard tile={tile} sources={1} />
    </PageTime>,
  );
  expect(html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ")).toContain(words);
  const start = new Date(NOW - since * SECOND).toISOString();
  expect(html).toContain(
    `href="/feed?stream=acc%2Fstudio+2&amp;source=main&amp;at=${start}" class="relative`,
  );
});
