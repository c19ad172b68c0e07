// An S3 in memory, a process of its own: node server.ts PORT FOLDER-OF-PICTURES, with a channel to its owner. It keeps
// what is put, lists page by page, counts what it is asked, and believes every signature: it is there so that what is
// measured does not wait for it, and so that a history of a hundred thousand frames a feed takes no room.
import { readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { parseFactKey, parseFrameKey } from "#lib/store/keys.ts";
import { feedOf, FRAME_MS, pictureAt, PICTURES, type Order } from "./control.ts";
import { createWorld } from "./world.ts";

const PAGE = 1_000;
const TICK_MS = 100;
const [port = "0", folder = "."] = process.argv.slice(2);
const read = (ending: string) =>
  Array.from({ length: PICTURES }, (_, n) => readFileSync(`${folder}/${n}.${ending}`));
const pictures = { jpg: read("jpg"), webp: read("webp") };

let feeds = 1;
let isLive = false;
let world = createWorld(1, 1, Date.now());
const put = new Map<string, Buffer>();
const counts = { list: 0, put: 0, delete: 0, get: 0, picture: 0 };

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
function pictureOf(key: string): Buffer | undefined {
  const match = /\/(\d{13})-[^/]*-feed-(\d{5})\.(jpg|webp)$/.exec(key);
  if (match === null) return undefined;
  const [, descending, position, ending] = match;
  const n = pictureAt(Number(position), 9_999_999_999_999 - Number(descending));
  return pictures[ending === "jpg" ? "jpg" : "webp"][n];
}

function list(query: URLSearchParams, response: ServerResponse) {
  counts.list += 1;
  const after = query.get("continuation-token") ?? query.get("start-after") ?? "";
  const most = Math.min(PAGE, Number(query.get("max-keys") ?? PAGE));
  const contents: string[] = [];
  let last = "";
  let isTruncated = false;
  for (const { key, time } of world.keys(query.get("prefix") ?? "", after)) {
    isTruncated = contents.length === most;
    if (isTruncated) break;
    last = key;
    contents.push(
      `<Contents><Key>${key}</Key><LastModified>${new Date(time).toISOString()}</LastModified>` +
        `<ETag>"d41d8cd98f00b204e9800998ecf8427e"</ETag><Size>0</Size><StorageClass>STANDARD</StorageClass></Contents>`,
    );
  }
  const next = isTruncated ? `<NextContinuationToken>${last}</NextContinuationToken>` : "";
  response.setHeader("Content-Type", "application/xml");
  response.end(
    `<?xml version="1.0"?><ListBucketResult><Name>bench</Name><KeyCount>${contents.length}</KeyCount>` +
      `<IsTruncated>${isTruncated}</IsTruncated>${next}${contents.join("")}</ListBucketResult>`,
  );
}

function keep(key: string, body: Buffer) {
  counts.put += 1;
  put.set(key, body);
  const fact = parseFactKey(key);
  if (fact?.fact.kind === "frame") return;
  const frame = parseFrameKey(key);
  if (frame !== null && frame.feed <= feedOf(feeds)) world.add(frame);
}

createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://store");
  const key = decodeURIComponent(pathname.split("/").slice(2).join("/"));
  switch (request.method) {
    case "PUT":
      void buffer(request).then((body) => {
        keep(key, body);
        response.setHeader("ETag", '"d41d8cd98f00b204e9800998ecf8427e"').end();
      });
      return;
    case "DELETE":
      counts.delete += 1;
      response.writeHead(204).end();
      return;
    default: {
      if (searchParams.has("list-type")) {
        list(searchParams, response);
        return;
      }
      if (searchParams.has("X-Amz-Signature")) counts.picture += 1;
      else counts.get += 1;
      const body = put.get(key) ?? pictureOf(key);
      if (body === undefined) response.writeHead(404).end();
      else {
        const type = key.endsWith(".webp") ? "image/webp" : "image/jpeg";
        const cache = "private, max-age=31536000, immutable";
        response.writeHead(200, {
          "Content-Type": type,
          "Content-Length": body.length,
          "Cache-Control": cache,
        });
        response.end(request.method === "HEAD" ? undefined : body);
      }
    }
  }
}).listen(Number(port), "127.0.0.1");
