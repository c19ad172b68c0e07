import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FAULTS } from "#lib/model/frame.ts";
import type { FeedEvent } from "#lib/provider/event.ts";
import { decodeEntry, encodeEntry, type Entry } from "#lib/spool/entry.ts";
import { feed, stream, time } from "../model/arbitraries.ts";
import { plain } from "./builders.ts";

const findings = fc.option(
  fc.record({
    faults: fc.subarray([...FAULTS]),
    source: fc.constantFrom(null, "", "left"),
    look: fc.constantFrom(null, "1700000000000.AAAA"),
  }),
);
const frame = fc
  .record({ frame: fc.record({ stream, feed, time }), jpeg: fc.uint8Array({ minLength: 1 }), findings })
  .map((parts): Entry => ({ kind: "frame", ...parts }));
const event = fc
  .record(
    { stream, feed, at: time, source: fc.constantFrom("", "left", "Kamera 2") },
    { noNullPrototype: true },
  )
  .chain((id) =>
    fc.oneof(
      fc.constant<FeedEvent>({ event: "started", ...id }),
      time.map((ended): FeedEvent => ({ event: "ended", ...id, ended })),
    ),
  )
  .map((made): Entry => ({ kind: "event", event: made }));

describe("a spooled hook", () => {
  test("is read back as it was written", () => {
    fc.assert(
      fc.property(fc.oneof(frame, event), (entry) => {
        expect(decodeEntry(encodeEntry(entry))).toEqual(plain(entry));
      }),
    );
  });

  test("is null when it is cut short", () => {
    fc.assert(
      fc.property(frame, fc.nat(), (entry, cut) => {
        const file = encodeEntry(entry);
        expect(decodeEntry(file.subarray(0, cut % file.length))).toBeNull();
      }),
    );
  });

  test("is never read from other bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (file) => {
        expect(decodeEntry(file)).toBeNull();
      }),
    );
    const forged = '{"kind":"frame","feed":"../x","stream":"a/b","time":1700000000000,"bytes":1}\nx';
    expect(decodeEntry(Buffer.from(forged))).toBeNull();
  });
});

describe("a hook that a former version spooled", () => {
  const NAMES = { feed: "f1", stream: "A1/stage" };
  const file = (about: object, body = "") => Buffer.from(`${JSON.stringify(about)}\n${body}`);
  const id = { feed: "f1", stream: { account: "A1", name: "stage" } };
  const TIME = 1_700_000_000_000;

  test("is read as a frame without findings", () => {
    expect(decodeEntry(file({ kind: "frame", ...NAMES, time: TIME, bytes: 4 }, "jpeg"))).toEqual({
      kind: "frame",
      frame: { ...id, time: TIME },
      jpeg: Buffer.from("jpeg"),
      findings: null,
    });
  });

  test.each([
    ["started", {}],
    ["ended", { ended: TIME }],
  ])("is read as an event at its only time: %s", (name, more) => {
    const about = { kind: "event", event: name, ...NAMES, source: "left", time: TIME };
    expect(decodeEntry(file(about))).toEqual({
      kind: "event",
      event: { event: name, ...id, source: "left", at: TIME, ...more },
    });
  });

  test("is read with a source that fits a key", () => {
    const about = { kind: "event", event: "started", ...NAMES, source: "c".repeat(500), time: TIME };
    const entry = decodeEntry(file(about));
    expect(entry?.kind === "event" && entry.event.source).toMatch(/^c{100}… [0-9a-f]{8}$/);
  });
});
