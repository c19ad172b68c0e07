import type { Frame } from "#lib/model/frame.ts";
import { logKey, LOG_PREFIX, previewKey, PREVIEWS_PREFIX } from "#lib/model/keys.ts";
import { createFrame, FRAME_MS } from "./frames.ts";

type Listed = { readonly key: string; readonly time: number };

const PAGE = 1_000;
const toLogEntry = (frame: Frame): Listed => ({ key: logKey({ kind: "frame", frame }), time: frame.time });
const toPreview = (frame: Frame): Listed => ({ key: previewKey(frame), time: frame.time });

/** The keys of the log and of the previews, in S3's order. */
export class Bucket {
  readonly #feeds: number;
  readonly #log: Listed[];
  readonly #previews: Listed[];
  #turn = 0;

  /** @param history the number of frames that each feed already has, one every 30 seconds */
  constructor(feeds: number, history: number, now: number) {
    this.#feeds = feeds;
    // Feeds do not post in the same instant.
    const frames = Array.from({ length: feeds * history }, (_, n) =>
      createFrame(n % feeds, Math.ceil(now - ((feeds * history - 1 - n) / feeds) * FRAME_MS)),
    );
    this.#log = frames.map(toLogEntry).sort(byKey);
    this.#previews = frames.map(toPreview).sort(byKey);
  }

  add(frame: Frame): void {
    insert(this.#log, toLogEntry(frame));
    insert(this.#previews, toPreview(frame));
  }

  /** Gives the next `count` feeds, in turn, a frame each. */
  publish(count: number, now: number): void {
    for (let n = 0; n < count; n++) this.add(createFrame(this.#turn++ % this.#feeds, now));
  }

  /** A page of a LIST in S3's XML. */
  list(query: URLSearchParams): string {
    const prefix = query.get("prefix") ?? "";
    const delimiter = query.get("delimiter");
    const max = Math.min(PAGE, Number(query.get("max-keys") ?? PAGE));
    const entries = this.#select(prefix);
    const found: string[] = [];
    let after = query.get("continuation-token") ?? query.get("start-after") ?? "";
    let place = findFirstBehind(entries, after > prefix ? after : prefix);
    const next = () => {
      const entry = entries[place];
      return entry?.key.startsWith(prefix) === true ? entry : undefined;
    };
    for (let entry = next(); entry !== undefined && found.length < max; entry = next()) {
      const end = delimiter === null ? -1 : entry.key.indexOf(delimiter, prefix.length);
      if (end === -1) {
        found.push(toContents(entry));
        after = entry.key;
        place += 1;
      } else {
        const folder = entry.key.slice(0, end + 1);
        found.push(`<CommonPrefixes><Prefix>${folder}</Prefix></CommonPrefixes>`);
        // Behind all of the folder: no key has a character above this one.
        after = `${folder}~`;
        place = findFirstBehind(entries, after);
      }
    }
    const isTruncated = next() !== undefined;
    return (
      `<?xml version="1.0"?><ListBucketResult><Name>bench</Name><KeyCount>${found.length}</KeyCount>` +
      `<IsTruncated>${isTruncated}</IsTruncated>${found.join("")}` +
      `${isTruncated ? `<NextContinuationToken>${after}</NextContinuationToken>` : ""}</ListBucketResult>`
    );
  }

  #select(prefix: string): readonly Listed[] {
    if (prefix.startsWith(LOG_PREFIX)) return this.#log;
    return prefix.startsWith(PREVIEWS_PREFIX) ? this.#previews : [];
  }
}

function byKey(a: Listed, b: Listed): number {
  return a.key < b.key ? -1 : 1;
}

function insert(entries: Listed[], entry: Listed): void {
  entries.splice(findFirstBehind(entries, entry.key), 0, entry);
}

function findFirstBehind(entries: readonly Listed[], key: string): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.key ?? "") <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function toContents({ key, time }: Listed): string {
  return (
    `<Contents><Key>${key}</Key><LastModified>${new Date(time).toISOString()}</LastModified>` +
    `<ETag>"d41d8cd98f00b204e9800998ecf8427e"</ETag><Size>0</Size><StorageClass>STANDARD</StorageClass></Contents>`
  );
}
