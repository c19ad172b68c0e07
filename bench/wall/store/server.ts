// An S3 in memory, a process of its own: node server.ts PORT FOLDER-OF-PICTURES, with a channel to its owner. It keeps
// puts, lists page by page, counts requests, and accepts every signature. It answers at once, and a history of 100,000
// frames a feed takes no memory.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { parseLogKey } from "#lib/model/keys.ts";
import { toFeed, FRAME_MS, type Order, PICTURES, findPicture } from "./control.ts";
import { listPage } from "./list.ts";
import { createWorld, parsePictureKey } from "./world.ts";

const TICK_MS = 100;
const [port = "0", folder = "."] = process.argv.slice(2);
const read = (ending: string) =>
  Array.from({ length: PICTURES }, (_, n) => readFileSync(`${folder}/${n}.${ending}`));
const pictures = { jpg: read("jpg"), webp: read("webp") };

let feeds = 1;
let isLive = false;
let world = createWorld(1, 1, Date.now());
const put = new Map<string, Buffer>();
const counts = { list: 0, put: 0, get: 0, picture: 0 };

let due = 0;
setInterval(() => {
  if (!isLive) return;
  due += (feeds * TICK_MS) / FRAME_MS;
  world.publish(Math.floor(due), Date.now());
  due -= Math.floor(due);
}, TICK_MS);

process.on("message", (order: Order) => {
  if (order.kind === "world") {
    put.clear();
    due = 0;
    ({ feeds, live: isLive } = order);
    world = createWorld(feeds, order.history, Date.now());
  } else if (order.kind === "turn") world.publish(feeds, Date.now());
  process.send?.(counts);
});
process.once("disconnect", () => process.exit());

/** Any key that follows our own names is a picture that is there, unless another one was put. */
function drawn(key: string): Buffer | undefined {
  const frame = parsePictureKey(key);
  return frame === null ? undefined : pictures[key.endsWith(".jpg") ? "jpg" : "webp"][findPicture(frame)];
}

function keep(key: string, body: Buffer) {
  counts.put += 1;
  put.set(key, body);
  const entry = parseLogKey(key);
  if (entry?.kind === "frame" && entry.frame.feed <= toFeed(feeds)) world.add(entry.frame);
}

createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://store");
  const key = decodeURIComponent(pathname.split("/").slice(2).join("/"));
  if (request.method === "PUT") {
    void buffer(request).then((body) => {
      keep(key, body);
      response.setHeader("ETag", '"d41d8cd98f00b204e9800998ecf8427e"').end();
    });
    return;
  }
  if (request.method === "DELETE") {
    put.delete(key);
    response.writeHead(204).end();
    return;
  }
  if (searchParams.has("list-type")) {
    counts.list += 1;
    response.setHeader("Content-Type", "application/xml").end(listPage(world, searchParams));
    return;
  }
  counts[searchParams.has("X-Amz-Signature") ? "picture" : "get"] += 1;
  const body = put.get(key) ?? drawn(key);
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
