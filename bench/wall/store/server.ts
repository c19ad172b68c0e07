// An S3 in memory, a process of its own: node server.ts PORT FOLDER-OF-PICTURES, with a channel to its owner. It keeps
// puts, lists page by page, counts requests, and accepts every signature. It answers at once.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { parseLogKey } from "#lib/model/keys.ts";
import { Bucket } from "./bucket.ts";
import { FRAME_MS, parsePictureKey, pictureNumber, PICTURES, toFeed } from "./frames.ts";
import type { Order } from "./store.ts";

const TICK_MS = 100;
const ETAG = { ETag: '"d41d8cd98f00b204e9800998ecf8427e"' };
const [port = "0", folder = "."] = process.argv.slice(2);
const read = (ending: string) =>
  Array.from({ length: PICTURES }, (_, n) => readFileSync(`${folder}/${n}.${ending}`));
const pictures = { jpg: read("jpg"), webp: read("webp") };

let feeds = 1;
let isLive = false;
let bucket = new Bucket(1, 1, Date.now());
const stored = new Map<string, Buffer>();
const counts = { list: 0, picture: 0 };

let due = 0;
setInterval(() => {
  if (!isLive) return;
  due += (feeds * TICK_MS) / FRAME_MS;
  bucket.publish(Math.floor(due), Date.now());
  due -= Math.floor(due);
}, TICK_MS);

process.on("message", (order: Order) => {
  if (order.kind === "world") {
    stored.clear();
    due = 0;
    ({ feeds, live: isLive } = order);
    bucket = new Bucket(feeds, order.history, Date.now());
  } else if (order.kind === "turn") bucket.publish(feeds, Date.now());
  process.send?.(counts);
});
process.once("disconnect", () => process.exit());

/** Any key of the benchmark's names is a picture that is there, unless another one was put. */
function readPicture(key: string): Buffer | undefined {
  const frame = parsePictureKey(key);
  if (stored.has(key) || frame === null) return stored.get(key);
  return pictures[key.endsWith(".jpg") ? "jpg" : "webp"][pictureNumber(frame)];
}

function put(key: string, body: Buffer) {
  stored.set(key, body);
  const entry = parseLogKey(key);
  if (entry?.kind === "frame" && entry.frame.feed <= toFeed(feeds)) bucket.add(entry.frame);
}

createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://store");
  const key = decodeURIComponent(pathname.split("/").slice(2).join("/"));
  if (request.method === "PUT") {
    void buffer(request).then((body) => {
      put(key, body);
      response.writeHead(200, ETAG).end();
    });
    return;
  }
  if (request.method === "DELETE") {
    stored.delete(key);
    response.writeHead(204).end();
    return;
  }
  if (searchParams.has("list-type")) {
    counts.list += 1;
    response.setHeader("Content-Type", "application/xml").end(bucket.list(searchParams));
    return;
  }
  if (searchParams.has("X-Amz-Signature")) counts.picture += 1;
  const body = readPicture(key);
  if (body === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    "Content-Type": key.endsWith(".webp") ? "image/webp" : "image/jpeg",
    "Content-Length": body.length,
    "Cache-Control": "private, max-age=31536000, immutable",
  });
  response.end(request.method === "HEAD" ? undefined : body);
}).listen(Number(port), "127.0.0.1");
