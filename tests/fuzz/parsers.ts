// The properties of every parser of input from strangers.
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { parseEvent } from "#lib/provider/event.ts";
import { sign, verify } from "#lib/provider/signature.ts";
import { FAULTS, type Frame } from "#lib/model/frame.ts";
import {
  faultKey,
  type LogEntry,
  logKey,
  parseLogKey,
  parsePreviewKey,
  previewKey,
  sourceKey,
} from "#lib/model/keys.ts";
import { MAX_SEGMENT_BYTES } from "#lib/model/segments.ts";
import { parseThumbnailHeaders } from "#lib/provider/thumbnail-headers.ts";
import { secretOf } from "../support/receiver.ts";
import { altered, eventBody, feedId, headerText, NOW, streamId, time } from "./inputs.ts";
import { demand, type Fuzzed } from "./property.ts";

const SECRET = secretOf(Buffer.from("the secret of the fuzzer").toString("base64"));
const MAX_KEY_BYTES = 1_024;
const PLAIN = { width: 1920, height: 1080, faults: [], isBare: false, source: null } as const;

/** All keys that a frame and its feed can lead to. */
function keysOf(made: Frame): string[] {
  const { stream: of, feed, time: at, source } = made;
  return [
    ...entriesOf(made).map(logKey),
    previewKey(made),
    sourceKey(of, feed, source ?? ""),
    ...FAULTS.map((fault) => faultKey({ stream: of, hour: at, fault })),
  ];
}

function entriesOf(made: Frame): LogEntry[] {
  const { stream: of, feed, time: at, source } = made;
  return [
    { kind: "frame", frame: made },
    { kind: "note", at: NOW, frame: made },
    { kind: "started", stream: of, feed, at, source },
    { kind: "ended", stream: of, feed, at, ended: NOW },
  ];
}

/** Accepted input can be stored, and read back as it was. */
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
    name: "only the HMAC of a body is its signature",
    weight: 24,
    property: fc.property(
      fc.uint8Array({ maxLength: 100 }),
      altered(fc.constant("x")),
      fc.nat(45),
      fc.nat(255),
      (body, junk, at, byte) => {
        const right = sign(SECRET, body);
        demand(verify([SECRET], body, right) === 0, "the signature is accepted");
        demand(verify([SECRET], Uint8Array.of(...body, byte), right) === null, "another body is rejected");
        for (const wrong of [junk, right + junk, right.slice(0, at) + junk + right.slice(at + 1)]) {
          if (wrong !== right) demand(verify([SECRET], body, wrong) === null, "another one is rejected");
        }
      },
    ),
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
];
