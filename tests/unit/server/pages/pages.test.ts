import { describe, expect, test } from "vitest";
import { createStage, HTML, textOf, type Told } from "./stage.ts";

/** What a reader may send beside the address. None of it reaches Next. */
const HEADERS = {
  host: "evil.example",
  "user-agent": "Twitterbot/1.0",
  accept: "application/json",
  "accept-language": "de",
  "x-forwarded-host": "evil.example",
  "x-forwarded-proto": "https",
  "x-forwarded-for": "192.0.2.7",
  forwarded: "host=evil.example",
  range: "bytes=0-9",
  "if-none-match": "*",
  "if-modified-since": "Sun, 29 Nov 2026 22:00:00 GMT",
  cookie: "__prerender_bypass=x; theme=dark",
  "next-router-state-tree": "evil",
  "next-router-prefetch": "1",
  "next-router-segment-prefetch": "/_tree",
  "next-url": "/evil",
  "next-action": "evil",
  "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy",
  "x-nextjs-data": "1",
  "x-matched-path": "/join",
  "content-security-policy": "script-src 'nonce-evil'",
  purpose: "prefetch",
};

/** What Next may say, and the server says by itself. */
const OWN_HEADERS = {
  ETag: '"a"',
  Date: "now",
  Connection: "close",
  "Keep-Alive": "timeout=5",
  "Content-Length": "1",
  "Transfer-Encoding": "identity",
};

/** What a presigned URL says of its end. */
function signedUntil(until: number): string {
  const signed = new Date(until - 600_000).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  return `<img src="https://s3.example/a?X-Amz-Date=${signed}&amp;X-Amz-Expires=600&amp;X-Amz-Signature=0">`;
}

describe("readers share a page", () => {
  test("whatever header they send, and Next sees none of them", async () => {
    const { open, asked } = createStage();
    const pages = [];
    for (const [name, value] of Object.entries(HEADERS))
      pages.push(await open("/wall?q=a", { headers: { [name]: value } }));
    expect(new Set(await Promise.all(pages.map(textOf))).size).toBe(1);
    expect(asked.map(({ url, headers }) => ({ url, headers }))).toEqual([
      { url: "/wall?q=a", headers: { host: "livewall.invalid", accept: "text/html" } },
    ]);
  });

  test("by each address that means the same, and by no other", async () => {
    const { open, asked } = createStage();
    const same = ["/?q=a&state=live", "/?state=live&q=a", "/?q=a&evil=1&state=live&at=never"];
    for (const address of same) await open(address);
    expect(asked).toHaveLength(1);
    const others = ["/?q=b&state=live", "/?q=a", "/wall?q=a&state=live", "/?q=a&state=live&sort=newest"];
    for (const address of others) await open(address);
    expect(asked).toHaveLength(1 + others.length);
    expect(asked.map(({ url }) => url)).not.toContain(expect.stringContaining("evil"));
  });

  test("made for the host of PUBLIC_URL alone", async () => {
    const { open, asked } = createStage({ ACCESS: "public", PUBLIC_URL: "https://wall.example.com" });
    await open("/", { headers: HEADERS });
    expect(asked[0]?.headers.host).toBe("wall.example.com");
  });

  test("with a policy for caches, and headers of the server's own left to it", async () => {
    const { open } = createStage();
    const page = await open("/");
    expect(page).toMatchObject({ status: 200, isShared: true });
    expect(page?.headers).toEqual({
      "content-type": HTML["Content-Type"],
      vary: "rsc, Accept-Encoding",
      "cache-control": "public, max-age=0, s-maxage=1",
    });
    const stage = createStage();
    stage.tell = () => ({ headers: { Vary: "rsc, next-url", ...OWN_HEADERS } });
    expect(Object.keys((await stage.open("/"))?.headers ?? {})).toEqual([
      "content-type",
      "vary",
      "cache-control",
    ]);
    expect((await stage.open("/"))?.headers.vary).toBe("rsc, next-url, Accept-Encoding");
  });
});

describe("readers never share", () => {
  test.each<[string, Told]>([
    ["another status", { status: 404 }],
    ["a redirect", { status: 307, headers: { Location: "/" } }],
    ["an error", { status: 500 }],
    ["a cookie", { headers: { "Set-Cookie": "a=b" } }],
    ["data", { headers: { "Content-Type": "application/json" } }],
    ["what is not quite a page", { headers: { "Content-Type": "application/text/html" } }],
    ["pictures whose end is unknown", { body: "?X-Amz-Signature=0" }],
  ])("%s", async (_, told) => {
    const stage = createStage();
    stage.tell = () => told;
    const page = await stage.open("/");
    expect(page).toMatchObject({ status: told.status ?? 200, isShared: false });
    expect(page?.headers["cache-control"]).toBe("private, no-store");
    await stage.open("/");
    expect(stage.asked).toHaveLength(2);
  });

  test("a page that was kept for its reader", async () => {
    const stage = createStage();
    stage.tell = ({ rendering }) => {
      if (rendering !== undefined) rendering.isShared = false;
      return { body: "busy" };
    };
    expect((await stage.open("/feed?stream=a/b"))?.headers["cache-control"]).toBe("private, no-store");
    await stage.open("/feed?stream=a/b", { client: "192.0.2.2" });
    expect(stage.asked.map(({ rendering }) => rendering?.client.remoteAddress)).toEqual([
      "192.0.2.1",
      "192.0.2.2",
    ]);
  });

  test.each(["/join?to=%2Fwall", "/nowhere?a=1", "/nowhere", "/"])(
    "%s of the router, or no page of theirs",
    async (to) => {
      const { open, asked } = createStage();
      const headers = { ...HEADERS, rsc: "1" };
      for (let n = 0; n < 2; n += 1) expect((await open(to, { headers }))?.isShared).toBe(false);
      expect(asked).toHaveLength(2);
      expect(asked[0]?.url).toBe(to);
      expect(asked[0]?.headers).toEqual({
        host: "livewall.invalid",
        accept: "text/html",
        rsc: "1",
        "next-router-state-tree": "evil",
        "next-router-prefetch": "1",
        "next-router-segment-prefetch": "/_tree",
        "next-url": "/evil",
      });
    },
  );

  test("what Next's router asks for keeps its ticket, and nothing else that the page does not know", async () => {
    const { open, asked } = createStage();
    for (const address of ["/?q=a&evil=1&_rsc=a%26b", "/?_rsc=c", "/?evil=1"])
      await open(address, { headers: { rsc: "1" } });
    expect(asked.map(({ url }) => url)).toEqual(["/?q=a&_rsc=a%26b", "/?_rsc=c", "/"]);
  });
});

test.each([
  [59, false],
  [60, false],
  [61, true],
])("shares pictures that live for %i s by the clock of the store: %s", async (seconds, isShared) => {
  const storeTime = 1_000_000_000_000;
  for (const wrongByMs of [0, 3_600_000, -3_600_000]) {
    const stage = createStage(
      { ACCESS: "public" },
      () => storeTime + wrongByMs,
      () => storeTime,
    );
    stage.tell = () => ({
      body: `${signedUntil(2 * storeTime)} ${signedUntil(storeTime + 1_000 * seconds)}`,
    });
    expect((await stage.open("/"))?.isShared).toBe(isShared);
  }
});
