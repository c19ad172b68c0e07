import { expect, test } from "vitest";
import { authenticate } from "#lib/access/viewer.ts";
import { createStreamPages } from "#lib/history/stream-page.ts";
import type { HistoryPage } from "#lib/model/history.ts";
import type { FeedQuery } from "#lib/model/routes.ts";
import type { BareTile, Wall } from "#lib/model/wall.ts";
import { NOON, wallTile } from "../../support/entries.ts";

const TILES = ["a", "b", "c"].map((name) => wallTile(`x/${name}`, { stream: `x/${name}`, name }));
const SHOWN = { feed: "f", time: NOON, source: null, faults: [], width: 1920, height: 1080 };
const HISTORY: HistoryPage = {
  shown: { ...SHOWN, preview: "https://s3.example/preview", original: "https://s3.example/original" },
  download: null,
  around: [],
  until: null,
};

function scene(history: HistoryPage | "busy" | null = HISTORY) {
  const asked: (number | null)[] = [];
  const wall = (tiles: readonly BareTile[]): Wall => ({
    version: "v",
    tiles: tiles.map((tile) => ({ ...tile, picture: `https://s3.example/${tile.id}` })),
    asOf: NOON,
    now: NOON,
  });
  const pages = createStreamPages({
    now: () => NOON,
    past: {
      page: (_viewer, _client, { at }) => {
        asked.push(at);
        return Promise.resolve(history);
      },
      originalSize: (_viewer, _client, { at }) =>
        Promise.resolve(
          typeof history === "string" || history === null ? history : { bytes: at === NOON ? 250_000 : null },
        ),
      picture: () =>
        Promise.resolve(
          history === null || history === "busy" ? history : { url: history.shown?.original ?? null },
        ),
    },
    gallery: {
      wallOfStream: (_viewer, { name }) => Promise.resolve(wall(TILES.filter((tile) => tile.name === name))),
      open: (_viewer, pick) =>
        Promise.resolve({ wall: wall(pick(TILES as never, NOON)), tiles: TILES as never }),
      answerPicture: () => Promise.resolve(new Response("newest")),
    },
  });
  async function ask(of: "answer" | "answerPicture", query: string): Promise<Response> {
    const viewer = await authenticate({ mode: "public" }, null, NOON);
    if (viewer === null) throw new Error("A public wall has no viewer.");
    const request = { url: `/api/moment?${query}`, headers: new Headers(), body: null };
    return pages[of](viewer, request);
  }
  async function open(at: number | null) {
    const viewer = await authenticate({ mode: "public" }, null, NOON);
    if (viewer === null) throw new Error("A public wall has no viewer.");
    const query: FeedQuery = { stream: { account: "x", name: "b" }, source: null, feed: null, at };
    return pages.open(viewer, { headers: new Headers() }, query);
  }
  return { ask, open, asked };
}

test("a page names the streams before and after it, with their pictures", async () => {
  const { previous, next } = await scene().open(null);
  expect([previous, next]).toMatchObject([
    { stream: "x/a", picture: "https://s3.example/x/a" },
    { stream: "x/c", picture: "https://s3.example/x/c" },
  ]);
});

test("the future is now", async () => {
  const { open, asked } = scene();
  expect(await open(NOON + 1)).toMatchObject({ at: null });
  expect(await open(NOON - 1)).toMatchObject({ at: NOON - 1 });
  expect(asked).toEqual([null, NOON - 1]);
});

test.each([
  ["200 for a moment", "stream=x/b&at=2026-11-23T10:00:00Z", HISTORY, 200],
  ["400 for a time that is none", "stream=x/b&at=noon", HISTORY, 400],
  ["400 without a stream", "stream=x", HISTORY, 400],
  ["429 beyond the budget", "stream=x/b", "busy", 429],
  ["503 while the store is away", "stream=x/b", null, 503],
] as const)("answers %s", async (_, query, history, status) => {
  expect((await scene(history).ask("answer", query)).status).toBe(status);
});

test("a link to a moment has the picture of that moment, not the newest one", async () => {
  const { ask } = scene();
  const past = await ask("answerPicture", `stream=x/b&at=${new Date(NOON - 60_000).toISOString()}`);
  expect([past.status, past.headers.get("location")]).toEqual([302, "https://s3.example/original"]);
  for (const [history, status] of [
    ["busy", 429],
    [null, 503],
    [{ ...HISTORY, shown: null }, 404],
  ] as const) {
    const at = new Date(NOON - 60_000).toISOString();
    expect((await scene(history).ask("answerPicture", `stream=x/b&at=${at}`)).status).toBe(status);
  }
  for (const at of ["", `&at=${new Date(NOON + 60_000).toISOString()}`])
    expect(await (await ask("answerPicture", `stream=x/b${at}`)).text()).toBe("newest");
});

test("the size of an original is told for a moment at which it is kept", async () => {
  const size = (query: string, history?: "busy" | null) =>
    scene(history).ask("answerPicture", `stream=x/b${query}&as=size`);
  const at = `&at=${new Date(NOON).toISOString()}`;
  expect(await (await size(at)).json()).toEqual({ bytes: 250_000 });
  const statuses = [
    size(`&at=${new Date(NOON - 1).toISOString()}`),
    size(""),
    size(at, "busy"),
    size(at, null),
  ];
  expect((await Promise.all(statuses)).map(({ status }) => status)).toEqual([404, 400, 429, 503]);
});
