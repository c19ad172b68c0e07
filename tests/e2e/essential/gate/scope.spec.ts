import { cookieOf, GATED, GatedWall, token, wordsOf } from "../../../support/gate.ts";
import { expect, test } from "../../../support/test.ts";

test.use({ appSettings: [GATED, { scope: "worker" }] });

const SCOPE = ["ZG6NWV/show-1"];

test("a link to one stream shows it and no other, at any address", async ({ app }) => {
  const wall = await GatedWall.of(app);
  const headers = cookieOf(await token({ streams: SCOPE }));
  const at = `at=${Date.now()}`;
  for (const address of [
    "/",
    "/wall",
    "/?q=show",
    "/feed?stream=ZG6NWV/show-1",
    "/embed?stream=ZG6NWV/show-1",
    "/compare?tile=ZG6NWV/show-1&tile=ZG6NWV/show-10&tile=ZG6NWV/backstage",
    "/api/feeds",
    "/api/feeds?since=part",
    "/api/feeds?stream=ZG6NWV/show-1",
    "/api/feeds?stream=ZG6NWV/show-1&stream=ZG6NWV/show-10&stream=ZG6NWV/backstage",
    "/api/picture?stream=ZG6NWV/show-1",
    `/api/past?${at}`,
    `/api/past?${at}&stream=ZG6NWV/show-1&stream=ZG6NWV/show-10`,
  ]) {
    const words = await wordsOf(await fetch(app.url + address, { headers, redirect: "manual" }));
    expect(wall.leaksIn(words, [wall.shown]), address).not.toEqual([]);
    const others = wall.leaksIn(words, [wall.neighbour, wall.secret]);
    expect(
      others.filter((word) => !address.includes(word)),
      address,
    ).toEqual([]);
  }
});

/** What an answer is made of, without its times, its nonce, and the numbers that parts have by when they were ready. */
function toPieces(words: string, name: string): string[] {
  const nonce = /'nonce-([^']+)'/.exec(words)?.[1] ?? "none";
  const plain = words
    .replaceAll(nonce, "")
    // React names there what it knew of when the head was ready.
    .replace(/\["link","(?:[^"\\]|\\.)*"\]/, "[]")
    .replaceAll(name, "")
    .replaceAll(/\b\d{13}\b/g, "")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d%A:.]+Z/g, "")
    .replaceAll(/"date","[^"]+"/g, "")
    .replaceAll('"])</script><script nonce="">self.__next_f.push([1,"', "");
  const toPiece = (piece: string) => piece.replace(/^[0-9a-f]+:/, "").replaceAll(/\$[L@]?[0-9a-f]+/g, "$");
  // React puts what it knows of the head into it in the order in which that was ready.
  return plain
    .split(/\\n|(?=<)/)
    .map(toPiece)
    .toSorted();
}

test("a stream out of scope is answered as one that does not exist", async ({ app }) => {
  const wall = await GatedWall.of(app);
  const now = Date.now();
  const hour = Math.ceil(now / 30_000) * 30_000;
  const answerOf = async (address: string, name: string, streams: string[] | null) => {
    // Compressed, two names of one length may differ in length.
    const headers = { ...cookieOf(await token({ streams })), "Accept-Encoding": "identity" };
    const asked = app.url + address.replace("NAME", name);
    const answer = await fetch(asked, { headers, redirect: "manual" });
    return { status: answer.status, words: await wordsOf(answer) };
  };
  for (const [address, told] of [
    ["/feed?stream=ZG6NWV/NAME", wall.secret.feed],
    ["/feed?stream=ZG6NWV/NAME&at=2026-11-23T15:00:00.000Z", "No pictures from this time"],
    [`/feed?stream=ZG6NWV/NAME&feed=${wall.secret.feed}`, "X-Amz-"],
    ["/embed?stream=ZG6NWV/NAME", wall.secret.feed],
    ["/api/picture?stream=ZG6NWV/NAME", wall.secret.feed],
    [
      `/api/picture?stream=ZG6NWV/NAME&feed=${wall.secret.feed}&at=${new Date(now).toISOString()}`,
      wall.secret.feed,
    ],
    ["/api/feeds?stream=ZG6NWV/NAME", wall.secret.feed],
    [`/api/past?at=${now}&stream=ZG6NWV/NAME`, wall.secret.feed],
    [`/api/history?at=${now}&stream=ZG6NWV/NAME`, wall.secret.feed],
    [`/api/coverage?stream=ZG6NWV/NAME&from=${hour - 3_600_000}&to=${hour}`, '"on":[['],
  ] as const) {
    const forbidden = await answerOf(address, "backstage", SCOPE);
    const unknown = await answerOf(address, "nosuchone", SCOPE);
    expect(forbidden.status, address).toBe(unknown.status);
    expect(toPieces(forbidden.words, "backstage"), address).toEqual(toPieces(unknown.words, "nosuchone"));
    if (address.startsWith("/api/")) expect(forbidden.words, address).toContain("no-store");
    // So that it can be seen to be there.
    expect((await answerOf(address, "backstage", null)).words, address).toContain(told);
  }
});

test("one viewer's version of the wall tells another nothing", async ({ app }) => {
  const wall = await GatedWall.of(app);
  const whole = await fetch(`${app.url}/api/feeds`, { headers: cookieOf(await token()) });
  const etag = whole.headers.get("etag") ?? "";
  const { version } = (await whole.json()) as { version: string };
  const headers = { ...cookieOf(await token({ streams: SCOPE })), "If-None-Match": etag };
  const answer = await fetch(`${app.url}/api/feeds?since=${version}`, { headers });
  expect(answer.status).toBe(200);
  const words = await wordsOf(answer);
  expect(wall.leaksIn(words, [wall.neighbour, wall.secret])).toEqual([]);
  expect(words).toContain("show-1");
});

test("a link to what is not live yet says so, and not how to set up a wall", async ({ app }) => {
  const headers = cookieOf(await token({ streams: ["ZG6NWV/nothing yet"] }));
  for (const address of ["/", "/wall"]) {
    const page = await (await fetch(app.url + address, { headers })).text();
    expect(page).toContain("Streams shared with you appear here");
    expect(page).not.toContain("npm run");
  }
});
