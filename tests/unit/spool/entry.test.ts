import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FeedEvent } from "#lib/provider/event.ts";
import { decodeEntry, encodeEntry, type Entry } from "#lib/spool/entry.ts";
import { feed, stream, time } from "../store/arbitraries.ts";

const source = fc.constantFrom("", "left", "Kamera 2 – süd");
const frame = fc
  .record({ frame: fc.record({ stream, feed, time }), jpeg: fc.uint8Array({ minLength: 1 }) })
  .map((parts): Entry => ({ kind: "frame", ...parts }));
const event = fc
  .record({ event: fc.constantFrom<FeedEvent["event"]>("started", "ended"), stream, feed, source, time })
  .map((event): Entry => ({ kind: "event", event }));

describe("a spooled hook", () => {
  test("is read back as it was written, whatever is in it", () => {
    fc.assert(
      fc.property(fc.oneof(frame, event), (entry) => {
        expect(decodeEntry(encodeEntry(entry))).toEqual(plain(entry));
      }),
    );
  });

  test("is not taken for whole when it is cut short", () => {
    fc.assert(
      fc.property(frame, fc.nat(), (entry, cut) => {
        const file = encodeEntry(entry);
        expect(decodeEntry(file.subarray(0, cut % file.length))).toBeNull();
      }),
    );
  });

  test("is never made of something else", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (file) => {
        expect(decodeEntry(file)).toBeNull();
      }),
    );
    expect(
      decodeEntry(Buffer.from('{"kind":"frame","feed":"../x","stream":"a/b","time":1,"bytes":1}\nx')),
    ).toBeNull();
  });
});

/** A Buffer equals the bytes that it was made of only to us. */
function plain(entry: Entry): Entry {
  return entry.kind === "frame" ? { ...entry, jpeg: Buffer.from(entry.jpeg) } : entry;
}
