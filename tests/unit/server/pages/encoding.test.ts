import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { chooseEncoding, toEncodable } from "#lib/server/pages/encoding.ts";

test.each([
  ["gzip, deflate, br, zstd", "br"],
  ["GZIP", "gzip"],
  ["br;q=0, gzip;q=0.5", "gzip"],
  ["br; q=0.0", null],
  ["identity", null],
  ["brotli", null],
  ["", null],
  [undefined, null],
])("%s is answered in %s", (header, encoding) => {
  expect(chooseEncoding(header)).toBe(encoding);
});

test("a body is compressed once for all who accept it", async () => {
  const plain = Buffer.from("live ".repeat(1_000));
  const body = toEncodable(plain);
  const [first, second] = [await body.encoded("br"), await body.encoded("br")];
  expect(second.body).toBe(first.body);
  expect(brotliDecompressSync(first.body)).toEqual(plain);
  const { body: zipped, encoding } = await body.encoded("gzip");
  expect(encoding).toBe("gzip");
  expect(gunzipSync(zipped)).toEqual(plain);
  expect((await body.encoded(null)).body).toBe(plain);
});

test("a short body is not compressed", async () => {
  const plain = Buffer.from("OK\n");
  expect(await toEncodable(plain).encoded("br")).toEqual({ body: plain, encoding: null });
});
