// A bucket that somebody else writes to as well, behind a store that gives few keys in a page, as S3 may.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createClient } from "#lib/store/client.ts";
import { previewKey, previewsPrefix } from "#lib/model/keys.ts";
import { openObjects } from "#lib/store/objects.ts";
import { framesOf } from "../../../../cli/export/frames.ts";

const STREAM = { account: "ZG6NWV", name: "cam" };
const FRAMES = Array.from({ length: 9 }, (_, n) => ({
  stream: STREAM,
  feed: "a",
  time: 1e12 + n * 1_000,
  width: 640,
  height: 360,
  faults: [],
  isBare: false,
  source: null,
}));
const KEYS = [
  ...FRAMES.map(previewKey),
  ...FRAMES.slice(3, 6).map((frame) => `${previewKey(frame)}.bak`),
  `${previewsPrefix(STREAM)}0000-notes.txt`,
].toSorted();
const PAGE = 2;

let server: Server;
beforeAll(async () => {
  server = createServer(({ url = "" }, response) => {
    const { searchParams } = new URL(url, "http://store.invalid");
    const after = searchParams.get("start-after") ?? "";
    const rest = KEYS.filter((key) => key.startsWith(searchParams.get("prefix") ?? "") && key > after);
    const page = rest.slice(0, PAGE).map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`);
    const says = `<KeyCount>${page.length}</KeyCount><IsTruncated>${String(rest.length > PAGE)}</IsTruncated>`;
    response.end(`<?xml version="1.0"?><ListBucketResult>${says}${page.join("")}</ListBucketResult>`);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => server.close());

test("an export takes neither somebody else's object nor a short page for the end", async () => {
  const client = createClient({
    bucket: "a-bucket",
    region: "us-east-1",
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: "key", secretAccessKey: "secret" },
    checksums: "WHEN_REQUIRED",
  });
  const period = { from: 1e12 + 1_000, to: 1e12 + 7_000 };
  const found = await framesOf(openObjects(client, "a-bucket"), STREAM, null, period);
  expect(found).toMatchObject(FRAMES.slice(1, 8));
});
