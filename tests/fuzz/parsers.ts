// What every parser of something that a stranger sent must keep to, whatever it is given.
import fc from "fast-check";
import { inspectJpeg } from "#lib/picture/jpeg.ts";
import { parseEvent } from "#lib/provider/event.ts";
import { parseSecret, sign, verify } from "#lib/provider/signature.ts";
import { matches, parseStreamPattern } from "#lib/provider/stream-pattern.ts";
import { parseStream, streamId as idOf, type Stream } from "#lib/model/stream.ts";
import { parseThumbnailHeaders } from "#lib/provider/thumbnail-headers.ts";
import { type Fact, factKey, frameKey, parseFactKey, parseFrameKey } from "#lib/store/keys.ts";
import { SMALL_JPEG } from "../support/picture.ts";
import { secretOf } from "../support/receiving.ts";
import { altered, damaged, eventBody, feedId, headerText, NOW, sourceId, streamId, time } from "./inputs.ts";
import { demand, type Fuzzed } from "./property.ts";

const SECRET = secretOf(Buffer.from("the secret of the fuzzer").toString("base64"));
const LONGEST_KEY_BYTES = 1_024;

const body = fc.uint8Array({ maxLength: 100 });
const stream = streamId.map(parseStream).filter((stream) => stream !== null);
const key = fc.tuple(stream, feedId, time, sourceId).chain(([stream, feed, time, source]) => {
  const at = Math.abs(time % 1e13) || 1;
  const facts: Fact[] = [
    { kind: "source", source },
    { kind: "ended", time: at },
    { kind: "frame", time: at, width: 1920, height: 1080, flags: ["black"] },
  ];
  return fc.constantFrom(
    ...facts.flatMap((fact) => written({ stream, feed, fact })),
    frameKey({ stream, feed, time: at }),
  );
});

/** Half a character has no percent-encoding: such texts never get this far. */
function written(fact: Parameters<typeof factKey>[0]): string[] {
  try {
    return [factKey(fact)];
  } catch {
    return [];
  }
}

/** Whatever a parser accepts can be stored, and read back as it was. */
function demandKeys(stream: Stream, feed: string, facts: readonly Fact[]): void {
  for (const fact of facts) {
    const key = factKey({ stream, feed, fact });
    demand(Buffer.byteLength(key) <= LONGEST_KEY_BYTES, "its key fits S3");
    demand(/^[\x21-\x7e]+$/.test(key) && key.split("/").length === 5, "its key is plain");
    demand(
      JSON.stringify(parseFactKey(key)) === JSON.stringify({ stream, feed, fact }),
      "its key is read back",
    );
  }
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
        demand(Buffer.byteLength(frameKey(parsed)) <= LONGEST_KEY_BYTES, "its frame fits S3");
        demand(JSON.stringify(parseFrameKey(frameKey(parsed))) === keyed(parsed), "its frame is read back");
        demandKeys(parsed.stream, parsed.feed, [{ kind: "ended", time: parsed.time }]);
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
      const { stream, feed, source, time } = parsed;
      demand(time <= NOW + 120_000, "it is not of the future");
      demandKeys(stream, feed, [
        { kind: "source", source },
        { kind: "ended", time },
      ]);
    }),
  },
  {
    name: "a key is what its content would be called, or none",
    weight: 12,
    property: fc.property(fc.oneof(key, altered(key)), (key) => {
      const fact = parseFactKey(key);
      demand(fact === null || factKey(fact) === key, "a fact's key is its own");
      const frame = parseFrameKey(key);
      demand(frame === null || frameKey(frame) === key, "a frame's key is its own");
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

function keyed({ stream, feed, time }: { stream: Stream; feed: string; time: number }): string {
  return JSON.stringify({ stream, feed, time });
}
