// What needs the app but no browser.
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { request, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import sharp from "sharp";
import { MAX_INITIAL_TILES } from "#components/wall/initial-page.ts";
import { logKey } from "#lib/model/keys.ts";
import { frameOf } from "../../support/frames.ts";
import { putObject } from "../../support/kept-frame.ts";
import { SMALL_JPEG } from "../../support/picture.ts";
import { Publisher } from "../../support/publisher.ts";
import { expect, PUBLIC_URL, test } from "../../support/test.ts";

const run = promisify(execFile);

const getText = async (address: string) => (await fetch(address)).text();

/** The encoding on the wire: `fetch` decodes. */
async function findEncoding(url: string, accepted: string): Promise<string | undefined> {
  const sent = request(url, { headers: { "accept-encoding": accepted } }).end();
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  const body = await buffer(answer);
  expect(answer.statusCode).toBe(200);
  const encoding = answer.headers["content-encoding"];
  const text = (encoding === "gzip" ? gunzipSync(body) : body).toString();
  expect(text, "compressed once").toMatch(/^(?:<!DOCTYPE html>|\{")/);
  return encoding;
}

test("pages and polls are compressed for clients that accept it, and answers to hooks never", async ({
  app,
}) => {
  // A smaller wall is not worth it.
  for (const name of ["one", "two", "three"]) {
    const feed = new Publisher(app, `compressed ${name}`);
    expect((await feed.frame("gold")).headers.get("content-encoding")).toBeNull();
    await feed.untilShown();
  }
  const refused = await fetch(`${app.url}/api/thumbnails`, { method: "POST" });
  expect(refused.status).toBe(415);
  expect(refused.headers.get("content-encoding")).toBeNull();
  for (const address of ["/", "/wall", "/feed?stream=ZG6NWV%2Fcompressed+one", "/api/feeds"]) {
    expect(await findEncoding(app.url + address, "gzip"), address).toBe("gzip");
    expect(await findEncoding(app.url + address, "identity"), address).toBeUndefined();
  }
});

test("caches may keep what a public wall shows and showed, and no malformed request of it", async ({
  app,
}) => {
  const stage = new Publisher(app, "public past");
  await stage.frame("gold", 5 * 60_000);
  await stage.untilShown();
  const of = "stream=ZG6NWV/public+past";
  const hour = Math.floor(Date.now() / 3_600_000) * 3_600_000;
  const findCaching = async (address: string) =>
    (await fetch(app.url + address)).headers.get("cache-control") ?? "";
  for (const [address, caching] of [
    ["/api/feeds", /^public, max-age=0, s-maxage=1, /],
    // Of the whole wall, once all of it is read.
    [`/api/past?at=${Date.now() - 3_600_000}`, /^public, max-age=30, s-maxage=30, /],
    [`/api/past?at=${Date.now() - 4 * 60_000}&${of}`, /^public, max-age=30, /],
    [`/api/history?at=${Date.now() - 4 * 60_000}&${of}`, /^public, max-age=30, /],
    [`/api/coverage?${of}&from=${hour - 7_200_000}&to=${hour - 3_600_000}`, /^public, max-age=600$/],
    [`/api/live-counts?from=${hour - 7_200_000}&to=${hour - 3_600_000}`, /^public, max-age=600$/],
    [`/api/faults?from=${hour - 3_600_000}&to=${hour}`, /^public, max-age=30$/],
  ] as const)
    await expect.poll(() => findCaching(address), address).toMatch(caching);
  for (const address of [`/api/past?${of}&at=noon`, `/api/history?${of}&at=noon`, `/api/coverage?${of}`]) {
    const answer = await fetch(app.url + address);
    expect([answer.status, answer.headers.get("content-type")], address).toEqual([
      400,
      "application/problem+json",
    ]);
    expect(answer.headers.get("cache-control"), address).toContain("no-store");
  }
  const { origin } = new URL(app.store.env.AWS_ENDPOINT_URL_S3);
  expect(await getText(app.url)).toContain(`rel="preconnect" href="${origin}"`);
});

test("a hook to the address with a slash at its end is answered and not redirected", async ({ app }) => {
  const answer = await fetch(`${app.url}/api/thumbnails/`, {
    method: "POST",
    headers: { "Content-Type": "image/jpeg" },
    body: SMALL_JPEG,
    redirect: "manual",
  });
  expect(answer.status).toBe(401);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
});

test("the commands of docs/setup.md send a hook by hand", async ({ app }, testInfo) => {
  const picture = testInfo.outputPath("picture.jpg");
  await writeFile(picture, SMALL_JPEG);
  const document = await readFile("docs/setup.md", "utf8");
  const blocks = [...document.matchAll(/```sh\n(.*?)```/gs)].map(([, block = ""]) => block);
  const lines = (blocks.find((block) => block.includes("openssl dgst")) ?? "")
    .replace(/^URL=.*$/m, `URL=${app.url}/api/thumbnails`)
    .replace(/^SECRET=.*$/m, `SECRET='${app.secret}'`)
    .replace(/^FILE=.*$/m, `FILE='${picture}'`);
  const { stdout } = await run("sh", ["-euc", lines]);
  expect(stdout).toBe("OK\n");
  await expect.poll(() => getText(`${app.url}/api/feeds`)).toContain('"name":"by-hand"');
});

test("link previews show a title and the newest picture, by an address that lasts", async ({ app }) => {
  const stage = new Publisher(app, "share og");
  await stage.frame("royalblue");
  await stage.untilShown();
  const findMeta = (page: string, property: string) =>
    new RegExp(`<meta property="og:${property}" content="([^"]+)"`).exec(page)?.[1]?.replaceAll("&amp;", "&");
  const address = `${app.url}/feed?stream=ZG6NWV/share+og`;
  const page = await getText(address);
  expect(findMeta(page, "title")).toBe("share og");
  expect(findMeta(page, "image")).toBe(`${PUBLIC_URL}/api/picture?stream=ZG6NWV%2Fshare+og`);
  const picture = await fetch((findMeta(page, "image") ?? "").replace(PUBLIC_URL, app.url));
  const { dominant } = await sharp(Buffer.from(await picture.arrayBuffer())).stats();
  expect(dominant.b).toBeGreaterThan(dominant.r);
  expect(findMeta(await getText(app.url), "image")).toMatch(/\/api\/picture\?stream=ZG6NWV/);
  expect(findMeta(await getText(`${address}&at=2026-11-23T14:05:00Z`), "title")).toBe(
    "share og, 2026-11-23 14:05:00 UTC",
  );
  const compared = await getText(`${app.url}/compare?tile=ZG6NWV/share+og&tile=ZG6NWV/share+two%7Cleft`);
  expect(findMeta(compared, "title")).toBe("share og · share two, left");
  expect(findMeta(compared, "image")).toBe(`${PUBLIC_URL}/api/picture?stream=ZG6NWV%2Fshare+og`);
  const twice = await getText(`${app.url}/compare?tile=ZG6NWV/share+og&tile=K2MARL/share+og`);
  expect(findMeta(twice, "title")).toBe("share og, ZG6NWV · share og, K2MARL");
  const headers = { "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http" };
  expect(await (await fetch(address, { headers })).text()).not.toContain("evil.example");
  const findStatus = async (stream: string) =>
    (await fetch(`${app.url}/api/picture?stream=${stream}`)).status;
  expect([await findStatus("ZG6NWV/nobody"), await findStatus("none")]).toEqual([404, 400]);
});

test("crawlers are kept out of the past", async ({ app }) => {
  expect(await getText(`${app.url}/robots.txt`)).toBe("User-Agent: *\nDisallow: /api/\nDisallow: /*at=\n");
  const robots = '<meta name="robots" content="noindex, nofollow"/>';
  const address = `${app.url}/feed?stream=ZG6NWV/crawled`;
  expect(await getText(address)).not.toContain(robots);
  expect(await getText(`${address}&at=${new Date().toISOString()}`)).toContain(robots);
});

test("only the embedded page may be framed", async ({ app }) => {
  const findAncestors = async (path: string) =>
    /frame-ancestors ([^;]*)/.exec(
      (await fetch(app.url + path)).headers.get("content-security-policy") ?? "",
    )?.[1];
  expect(await findAncestors("/embed?stream=a/b")).toBe("*");
  for (const path of ["/", "/wall", "/feed?stream=a/b", "/nowhere"])
    expect(await findAncestors(path), path).toBe("'none'");
});

test("without a token there are no metrics", async ({ app }) => {
  for (const headers of [{}, { Authorization: "Bearer " }])
    expect((await fetch(`${app.url}/api/metrics`, { headers })).status).toBe(404);
});

test("the page of a kiosk counts and lists alarms of a whole large wall", async ({ app }) => {
  const account = "ZG6NWV";
  const names = Array.from({ length: MAX_INITIAL_TILES + 1 }, (_, n) => `counted ${n}`);
  const put = names.map((name) => {
    const frame = frameOf(account, { stream: { account, name }, feed: randomUUID(), faults: ["black"] });
    return putObject(app, logKey({ kind: "frame", frame }), Buffer.of());
  });
  await Promise.all(put);
  const address = `${app.url}/wall?q=counted`;
  const strip = (html: string) => html.replaceAll(/<!-- -->|<[^>]+>/g, "");
  const counted = `${names.length} need attention`;
  await expect.poll(async () => strip(await getText(address))).toContain(counted);
  const page = strip(await getText(address));
  // Three have a place in the column. Until the first poll, the page has the pictures of as many as a page may bring.
  expect(page).toContain(`+${MAX_INITIAL_TILES - 3} more`);
  // Nothing of the first page's tiles matches.
  expect(await getText(`${address}+nobody`)).toContain("No streams match");
});
