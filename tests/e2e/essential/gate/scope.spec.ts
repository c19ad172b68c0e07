import { startApp } from "../../../../scripts/app/app.ts";
import { startCountedStore, type CountedStore } from "../../../support/counted-store.ts";
import { cookieOf, GATED, GatedWall, token, wordsOf } from "../../../support/gate.ts";
import { expect, test } from "../../../support/test.ts";

test.use({ appSettings: [GATED, { scope: "worker" }] });

test("a link to one stream shows it and no other, on any page", async ({ app }) => {
  const wall = await GatedWall.of(app);
  const headers = cookieOf(await token({ streams: ["ZG6NWV/show-1"] }));
  for (const address of [
    "/",
    "/wall",
    "/api/feeds",
    "/api/feeds?since=part",
    "/?q=backstage",
    "/?q=show",
    "/feed?stream=ZG6NWV/show-1",
    "/embed?stream=ZG6NWV/show-1",
    "/api/picture?stream=ZG6NWV/show-1",
    "/api/feeds?stream=ZG6NWV/show-1",
  ]) {
    const words = async () => wordsOf(await fetch(app.url + address, { headers, redirect: "manual" }));
    if (!address.includes("backstage"))
      await expect
        .poll(async () => wall.leaksIn(await words(), [wall.shown]), { message: address })
        .not.toEqual([]);
    expect(
      wall.leaksIn(await words(), [wall.neighbour, wall.secret]).filter((word) => !address.includes(word)),
    ).toEqual([]);
  }
});

/** What a page is made of, without the numbers that its parts have by the order in which they were ready. */
function inAnyOrder(body: string): string[] {
  const pieces = body.replaceAll('"])</script><script nonce="">self.__next_f.push([1,"', "").split("\\n");
  const plain = (piece: string) => piece.replace(/^[0-9a-f]+:/, "").replaceAll(/\$[L@]?[0-9a-f]+/g, "$");
  return pieces.map(plain).toSorted();
}

test("a stream that may not be seen is answered as one that there is not", async ({ app }) => {
  const wall = await GatedWall.of(app);
  const headers = cookieOf(await token({ streams: ["ZG6NWV/show-1"] }));
  const pageOf = async (name: string, more = "") => {
    const response = await fetch(`${app.url}/feed?stream=ZG6NWV/${name}${more}`, { headers });
    const body = await response.text();
    const nonce = /nonce="([^"]+)"/.exec(body)?.[1] ?? "none";
    return {
      status: response.status,
      body: inAnyOrder(
        body
          .replaceAll(nonce, "")
          .replaceAll(name, "")
          .replaceAll(/\b\d{13}\b/g, "")
          .replaceAll(/\d{4}-\d\d-\d\dT[\d%A:.]+Z/g, ""),
      ),
    };
  };
  for (const more of ["", "&at=2026-11-23T15:00:00.000Z", `&feed=${wall.secret.feed}`]) {
    const [forbidden, unknown] = [await pageOf("backstage", more), await pageOf("nosuchone", more)];
    expect(forbidden).toEqual(unknown);
  }
  expect((await pageOf("show-1")).body.join()).toContain("X-Amz-Signature");
});

test("a stream that may not be seen costs no request to the store, by any address", async () => {
  test.slow();
  const stores: CountedStore[] = [];
  const app = await startApp(async ({ AWS_ENDPOINT_URL_S3 = "" }) => {
    const store = await startCountedStore(AWS_ENDPOINT_URL_S3);
    stores.push(store);
    return { ...GATED, AWS_ENDPOINT_URL_S3: store.endpoint };
  });
  const [store] = stores;
  if (store === undefined) throw new Error("the app must have started on it");
  const wall = await GatedWall.of(app);
  const to = Math.ceil(Date.now() / 30_000) * 30_000;
  const of = `stream=${wall.secret.stream}`;
  const addresses = [
    `/feed?${of}`,
    `/feed?${of}&feed=${wall.secret.feed}`,
    `/feed?${of}&at=2026-11-23T15:00:00.000Z`,
    `/api/coverage?${of}&from=${to - 3_600_000}&to=${to}`,
    `/api/history?at=${Date.now() + 60_000}&${of}`,
  ];
  /** What was asked of the store about the stream for an address. */
  const askedFor = async (address: string, streams: string[] | null) => {
    const before = store.requests.length;
    await (await fetch(app.url + address, { headers: cookieOf(await token({ streams })) })).arrayBuffer();
    return store.requests.slice(before).filter((request) => request.includes("backstage"));
  };
  const seen = () => fetch(`${app.url}/api/picture?${of}`, { headers, redirect: "manual" });
  const headers = cookieOf(await token());
  await expect.poll(async () => (await seen()).status).toBe(302);
  // Before anybody who may see it has looked: nothing is cached that could answer instead.
  for (const address of addresses) {
    expect(await askedFor(address, ["ZG6NWV/show-1"]), address).toEqual([]);
  }
  // So that it can be seen that requests are seen. What one address has read, another need not ask for.
  const [first = ""] = addresses;
  expect(await askedFor(first, null)).not.toEqual([]);
  await app.end();
  await store.stop();
});

test("the newest picture of a stream that may not be seen is that of one that there is not, wherever it is asked for", async ({
  app,
}) => {
  const wall = await GatedWall.of(app);
  const { host } = new URL(app.store.env.AWS_ENDPOINT_URL_S3);
  const answerOf = async (address: string, name: string, streams: string[] | null) => {
    const headers = cookieOf(await token({ streams }));
    const response = await fetch(app.url + address + name, { headers, redirect: "manual" });
    const nonce =
      /'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "")?.[1] ?? "none";
    const words = await wordsOf(response);
    return {
      status: response.status,
      // Where pictures are kept is no secret to whoever may see some.
      told: wall.leaksIn(words).filter((word) => !word.includes(name) && word !== host),
      words: inAnyOrder(
        words
          .replaceAll(nonce, "")
          .replaceAll(name, "")
          .replaceAll(/\b\d{13}\b/g, "")
          .replaceAll(/"date","[^"]+"/g, ""),
      ),
    };
  };
  for (const page of ["/embed", "/api/picture", "/api/feeds"]) {
    const address = `${page}?stream=ZG6NWV/`;
    await expect
      .poll(async () => (await answerOf(address, "backstage", null)).told, { message: address })
      .toEqual(expect.arrayContaining([wall.secret.feed, "X-Amz-"]));
    const forbidden = await answerOf(address, "backstage", ["ZG6NWV/show-1"]);
    expect(forbidden, address).toEqual(await answerOf(address, "nosuchone", ["ZG6NWV/show-1"]));
    expect(forbidden.told, address).toEqual([]);
  }
});

test("the past of a stream that may not be seen is that of one that there is not", async ({ app }) => {
  const wall = await GatedWall.of(app);
  const at = Date.now() + 60_000;
  const pastOf = async (names: string[], streams: string[] | null, data = "past") => {
    const asked = names.map((name) => `&stream=ZG6NWV/${name}`).join("");
    const headers = cookieOf(await token({ streams }));
    const answer = await fetch(`${app.url}/api/${data}?at=${at}${asked}`, { headers });
    return { status: answer.status, cache: answer.headers.get("cache-control"), words: await answer.text() };
  };
  const scope = ["ZG6NWV/show-1"];
  await expect
    .poll(async () => (await pastOf(["show-1", "backstage"], scope)).words)
    .toContain("X-Amz-Signature");
  const both = await pastOf(["show-1", "backstage"], scope);
  expect(both.cache).toBe("private, no-store");
  expect(both.words).not.toContain(wall.secret.feed);
  for (const data of ["past", "history"]) {
    const [forbidden, unknown] = [
      await pastOf(["backstage"], scope, data),
      await pastOf(["nosuchone"], scope, data),
    ];
    expect(forbidden.words.replaceAll("backstage", "")).toBe(unknown.words.replaceAll("nosuchone", ""));
    expect(forbidden.status).toBe(unknown.status);
    expect((await pastOf(["backstage"], null, data)).words).toContain(wall.secret.feed);
  }
  // The wall of a moment has the tiles that may be seen, and no other.
  const tiles = (await pastOf([], scope)).words;
  expect(tiles).toContain("show-1");
  expect(wall.leaksIn(tiles, [wall.neighbour, wall.secret])).toEqual([]);
});

test("when a stream that may not be seen was on is not told", async ({ app }) => {
  await GatedWall.of(app);
  const onOf = async (name: string, streams: string[] | null) => {
    const to = Math.ceil(Date.now() / 30_000) * 30_000;
    const query = `stream=ZG6NWV/${name}&from=${to - 3_600_000}&to=${to}`;
    const answer = await fetch(`${app.url}/api/coverage?${query}`, {
      headers: cookieOf(await token({ streams })),
    });
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    return (await answer.json()) as { on: unknown[] };
  };
  expect((await onOf("backstage", null)).on.length).toBeGreaterThan(0);
  expect(await onOf("backstage", ["ZG6NWV/show-1"])).toEqual(await onOf("nosuchone", null));
});

test("one viewer's version of the wall tells another nothing", async ({ app }) => {
  const wall = await GatedWall.of(app);
  const all = cookieOf(await token());
  const some = cookieOf(await token({ streams: ["ZG6NWV/show-1"] }));
  const whole = await fetch(`${app.url}/api/feeds`, { headers: all });
  const etag = whole.headers.get("etag") ?? "";
  const { version } = (await whole.json()) as { version: string };
  const answer = await fetch(`${app.url}/api/feeds?since=${version}`, {
    headers: { ...some, "If-None-Match": etag },
  });
  expect(answer.status).toBe(200);
  const words = await wordsOf(answer);
  expect(wall.leaksIn(words, [wall.neighbour, wall.secret])).toEqual([]);
  expect(words).toContain("show-1");
});
