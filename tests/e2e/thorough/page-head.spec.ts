import sharp from "sharp";
import { Publisher } from "../../support/publisher.ts";
import { expect, test } from "../../support/test.ts";

test("every page tells the browser at once where pictures are kept", async ({ app }) => {
  const { origin } = new URL(app.store.env.AWS_ENDPOINT_URL_S3);
  for (const path of ["/", "/wall", "/feed?stream=a/b", "/nowhere"]) {
    const response = await fetch(app.url + path);
    expect(response.headers.get("content-security-policy"), path).toContain(
      `img-src 'self' data: ${origin};`,
    );
    expect(await response.text(), path).toContain(`<link rel="preconnect" href="${origin}"/>`);
  }
});

test("chats show the newest picture beside a link, by an address that lasts", async ({ app }) => {
  const stage = new Publisher(app, "share og");
  await stage.frame("royalblue");
  const html = async (path: string) => (await fetch(app.url + path)).text();
  const imageOf = (page: string) =>
    /<meta property="og:image" content="([^"]+)"/.exec(page)?.[1]?.replaceAll("&amp;", "&");
  const image = imageOf(await html("/feed?stream=ZG6NWV/share+og"));
  expect(image).toBe(`${app.url}/api/picture?stream=ZG6NWV%2Fshare+og`);
  await expect.poll(async () => (await fetch(image ?? "")).status).toBe(200);
  const picture = await fetch(image ?? "");
  const { dominant } = await sharp(Buffer.from(await picture.arrayBuffer())).stats();
  expect(dominant.b).toBeGreaterThan(dominant.r);
  expect(imageOf(await html("/"))).toMatch(/\/api\/picture\?stream=ZG6NWV/);
  const proxied = await fetch(`${app.url}/feed?stream=ZG6NWV/share+og`, {
    headers: { "X-Forwarded-Host": "wall.example.com", "X-Forwarded-Proto": "https" },
  });
  expect(imageOf(await proxied.text())).toMatch(/^https:\/\/wall\.example\.com\/api\/picture/);
  const titleOf = (page: string) => /<meta property="og:title" content="([^"]+)"/.exec(page)?.[1];
  expect(titleOf(await html("/feed?stream=ZG6NWV/share+og"))).toBe("share og");
  expect(titleOf(await html("/feed?stream=ZG6NWV/share+og&at=2026-11-23T14:05:00Z"))).toBe(
    "share og, 2026-11-23 14:05:00 UTC",
  );
  expect((await fetch(`${app.url}/api/picture?stream=ZG6NWV/nobody`, { redirect: "manual" })).status).toBe(
    404,
  );
  expect((await fetch(`${app.url}/api/picture?stream=none`, { redirect: "manual" })).status).toBe(400);
});

test("the wall can be put on a home screen", async ({ app, page }) => {
  await page.goto("/");
  const address = await page.locator('link[rel="manifest"]').getAttribute("href");
  const manifest = (await (await fetch(app.url + (address ?? ""))).json()) as {
    icons: { src: string; sizes: string }[];
  };
  for (const { src, sizes } of manifest.icons) {
    const icon = await fetch(app.url + src);
    expect(icon.status, src).toBe(200);
    const { width, height } = await sharp(Buffer.from(await icon.arrayBuffer())).metadata();
    if (sizes !== "any") expect(`${width}x${height}`).toBe(sizes);
  }
  // Apple's home screens look at none of these: 180 px, without transparency, which they would make black.
  const apple = page.locator('link[rel="apple-touch-icon"]');
  await expect(apple).toHaveAttribute("sizes", "180x180");
  const icon = await fetch(app.url + ((await apple.getAttribute("href")) ?? ""));
  expect(await sharp(Buffer.from(await icon.arrayBuffer())).metadata()).toMatchObject({
    format: "png",
    width: 180,
    height: 180,
    hasAlpha: false,
  });
});
