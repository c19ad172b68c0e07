// What every parser of something that a stranger sent must keep to, whatever it is given.
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { inspectJpeg } from "#lib/image/jpeg.ts";
import { parseEvent } from "#lib/provider/event.ts";
import { parseSecret, sign, verify } from "#lib/provider/signature.ts";
import { matches, parseStreamPattern } from "#lib/provider/stream-pattern.ts";
import { FAULTS, type Frame } from "#lib/model/frame.ts";
import {
  faultKey,
  type LogEntry,
  logKey,
  parseFaultKey,
  parseLogKey,
  parsePreviewKey,
  parseSourceKey,
  previewKey,
  sourceKey,
} from "#lib/model/keys.ts";
import { MAX_SEGMENT_BYTES } from "#lib/model/segments.ts";
import { isFeedId, parseStream, streamId as idOf } from "#lib/model/stream.ts";
import { fitSource } from "#lib/provider/source.ts";
import { parseThumbnailHeaders } from "#lib/provider/thumbnail-headers.ts";
import { SMALL_JPEG } from "../support/picture.ts";
import { secretOf } from "../support/receiving.ts";
import { altered, damaged, eventBody, feedId, headerText, NOW, streamId, time } from "./inputs.ts";
import { demand, type Fuzzed } from "./property.ts";

const SECRET = secretOf(Buffer.from("the secret of the fuzzer").toString("base64"));
const MAX_KEY_BYTES = 1_024;
const PLAIN = { width: 1920, height: 1080, faults: [], isBare: false, source: null } as const;

const body = fc.uint8Array({ maxLength: 100 });
const stream = streamId.map(parseStream).filter((parsed) => parsed !== null);
const source = fc.oneof(fc.constant(null), fc.constantFrom("", "left", "a/b,c=d"));
const frame = fc
  .record({ stream, feed: feedId.filter(isFeedId), time: fc.integer({ min: 1e12, max: NOW }), source })
  .map((id): Frame => ({
    ...id,
    width: 1920,
    height: 1080,
    faults: ["black"],
    isBare: false,
    ...fitted(id),
  }));
const key = frame.chain((made) => fc.constantFrom(...keysOf(made)));

function fitted({ stream: of, source: said }: Pick<Frame, "stream" | "source">) {
  return { source: said === null ? null : fitSource(said, of) };
}

/** All keys that a frame and its feed can lead to. */
function keysOf(made: Frame): string[] {
  const { stream: of, feed, time: at, source: said } = made;
  return [
    ...entriesOf(made).map(logKey),
    previewKey(made),
    sourceKey(of, feed, said ?? ""),
    ...FAULTS.map((fault) => faultKey({ stream: of, hour: at, fault })),
  ];
}

function entriesOf(made: Frame): LogEntry[] {
  const { stream: of, feed, time: at, source: said } = made;
  return [
    { kind: "frame", frame: made },
    { kind: "note", at: NOW, frame: made },
    { kind: "started", stream: of, feed, at, source: said },
    { kind: "ended", stream: of, feed, at, ended: NOW },
  ];
}

/** Whatever a parser accepts can be stored, and read back as it was. */
function demandKeys(made: Frame): void {
  for (const written of keysOf(made)) {
    demand(Buffer.byteLength(written) <= MAX_KEY_BYTES, "its key fits S3");
    demand(/^[\x21-\x7e]+$/.test(written), "its key is plain");
    demand(
      written.split("/").every((segment) => segment.length <= MAX_SEGMENT_BYTES),
      "a file system holds its key",
    );
  }
  for (const entry of entriesOf(made)) {
    demand(isDeepStrictEqual(parseLogKey(logKey(entry)), entry), "its key is read back");
  }
  demand(isDeepStrictEqual(parsePreviewKey(previewKey(made)), made), "its preview's key is read back");
}

export const PARSERS: readonly Fuzzed[] = [
  {
    name: "a signature is taken if it is the HMAC, and nothing else is",
    weight: 12,
    property: fc.property(body, fc.nat(2), altered(fc.constant("")), (body, kind, junk) => {
      const right = sign(SECRET, body);
      const header = [right, right + junk, junk][kind] ?? null;
      demand((verify([SECRET], body, header) === 0) === (header === right), "verified is equal");
    }),
  },
  {
    name: "an altered signature or body is not taken",
    weight: 12,
    property: fc.property(
      body,
      altered(fc.constant("x")),
      fc.nat(44),
      fc.nat(255),
      (body, junk, at, byte) => {
        const right = sign(SECRET, body);
        const header = right.slice(0, at) + junk + right.slice(at + 1);
        if (header !== right)
          demand(verify([SECRET], body, header) === null, "an altered signature is refused");
        const longer = Uint8Array.of(...body, byte);
        demand(verify([SECRET], longer, right) === null, "another body is refused");
      },
    ),
  },
  {
    name: "a secret is whole base64 or none",
    weight: 6,
    property: fc.property(fc.oneof(fc.base64String(), altered(fc.base64String())), (text) => {
      const secret = parseSecret(text);
      if (secret === null) return;
      demand(
        secret.length > 0 && Buffer.from(secret).toString("base64") === text,
        "it says what was written",
      );
    }),
  },
  {
    name: "headers name a storable frame within the window, or one header that is at fault",
    weight: 15,
    property: fc.property(
      headerText(feedId),
      headerText(streamId),
      headerText(fc.oneof(time.map(String), fc.string())),
      (feed, stream, time) => {
        const sent = {
          "x-millicast-feed-id": feed,
          "x-millicast-stream-id": stream,
          "x-millicast-timestamp": time,
        };
        const headers = new Headers();
        for (const [name, value] of Object.entries(sent)) if (value !== null) headers.set(name, value);
        const parsed = parseThumbnailHeaders(headers, NOW);
        if ("why" in parsed) {
          demand(parsed.header in sent && parsed.why !== "", "a fault names its header");
          return;
        }
        demand(parsed.time >= NOW - 600_000 && parsed.time <= NOW + 120_000, "its time is within the window");
        demandKeys({ ...PLAIN, ...parsed });
      },
    ),
  },
  {
    name: "a JSON body is a storable event, another one, or says what is wrong",
    weight: 15,
    property: fc.property(eventBody, (body) => {
      const parsed = parseEvent(body, NOW);
      if ("faults" in parsed) {
        demand(parsed.faults !== "", "a fault is told");
        return;
      }
      if (parsed.event === "other") {
        demand(parsed.type.length <= 129, "what is unknown is short");
        return;
      }
      const { stream, feed, source, at } = parsed;
      demand(at <= NOW + 120_000, "it is not of the future");
      demand(parsed.event === "started" || parsed.ended <= NOW + 120_000, "it has not ended in the future");
      demandKeys({ ...PLAIN, stream, feed, time: at, source });
    }),
  },
  {
    name: "a key is what its content would be called, or none",
    weight: 12,
    property: fc.property(fc.oneof(key, altered(key)), (key) => {
      const entry = parseLogKey(key);
      demand(entry === null || logKey(entry) === key, "the key of an entry of the log is its own");
      const preview = parsePreviewKey(key);
      demand(preview === null || previewKey(preview) === key, "a preview's key is its own");
      const told = parseSourceKey(key);
      demand(
        told === null || sourceKey(told.stream, told.feed, told.source) === key,
        "a source's key is its own",
      );
      const faulty = parseFaultKey(key);
      demand(faulty === null || faultKey(faulty) === key, "the key of a faulty hour is its own");
    }),
  },
  {
    name: "a pattern of streams takes the streams that begin so, and no others",
    weight: 8,
    property: fc.property(fc.oneof(streamId, altered(streamId)), stream, (text, stream) => {
      const pattern = parseStreamPattern(text);
      if (pattern === null) return;
      const id = idOf(stream);
      const expected = pattern.kind === "exact" ? id === pattern.id : id.startsWith(pattern.id);
      demand(matches(pattern, stream) === expected, "it takes what it says");
      demand(/^[A-Za-z0-9_-]{1,64}\//.test(pattern.id), "it is of one account");
    }),
  },
  {
    name: "a damaged JPEG has a size of 1 to 65,535, or none",
    weight: 12,
    property: fc.property(damaged(SMALL_JPEG), (jpeg) => {
      const size = inspectJpeg(jpeg);
      if (size === null) return;
      demand(
        [size.width, size.height].every((n) => n >= 1 && n <= 65_535),
        "its size is possible",
      );
      const elsewhere = Uint8Array.of(1, 2, 3, ...jpeg, 4).subarray(3, -1);
      demand(
        JSON.stringify(inspectJpeg(elsewhere)) === JSON.stringify(size),
        "it is the same anywhere in memory",
      );
    }),
  },
];
