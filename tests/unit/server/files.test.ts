import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readFiles } from "#lib/server/files.ts";

const folder = mkdtempSync(path.join(tmpdir(), "livewall-files-"));
afterAll(() => rmSync(folder, { recursive: true }));

for (const [name, text] of Object.entries({
  ".next/static/chunks/a~1.js": "code",
  ".next/static/chunks/a~1.js.br": "brotli",
  ".next/static/media/b c.woff2": "font",
  ".next/server.js": "secret",
  "public/favicon.ico": "icon",
  "public/manifest.webmanifest": "{}",
  "package.json": "secret",
})) {
  mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
}
const files = readFiles(folder);
const textOf = async (address: string, encoding: "br" | "gzip" | null) => {
  const sent = await files(address, undefined)?.body.encoded(encoding);
  return sent && [String(sent.body), sent.encoding];
};

test.each([
  ["/_next/static/chunks/a~1.js", "text/javascript", "public, max-age=31536000, immutable"],
  ["/_next/static/media/b%20c.woff2", "font/woff2", "public, max-age=31536000, immutable"],
  ["/favicon.ico", "image/x-icon", "public, max-age=3600"],
  ["/manifest.webmanifest", "application/manifest+json", "public, max-age=3600"],
])("%s is a file of type %s", (address, type, caching) => {
  const file = files(address, undefined);
  expect(file).toMatchObject({ status: 200, headers: { "content-type": type, "cache-control": caching } });
});

test("a file is sent as the build has compressed it, or as it is", async () => {
  expect(await textOf("/_next/static/chunks/a~1.js", "br")).toEqual(["brotli", "br"]);
  expect(await textOf("/_next/static/chunks/a~1.js", "gzip")).toEqual(["code", null]);
  expect(await textOf("/_next/static/chunks/a~1.js", null)).toEqual(["code", null]);
  expect(await textOf("/favicon.ico", "br")).toEqual(["icon", null]);
});

test("a client that has a file already is told so", () => {
  const etag = files("/favicon.ico", undefined)?.headers.etag;
  expect(files("/favicon.ico", String(etag))?.status).toBe(304);
  expect(files("/manifest.webmanifest", String(etag))?.status).toBe(200);
});

test.each([
  "/package.json",
  "/_next/static/../server.js",
  "/_next/static/..%2fserver.js",
  "/%2e%2e/package.json",
  "/_next/static/chunks/a~1.js.br",
  "/_next/static/chunks",
  "/_next/static/",
  "/",
  "/%",
])("%s is no file", (address) => {
  expect(files(address, undefined)).toBeNull();
});
