import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { getTime } from "#lib/model/feed.ts";
import {
  faultKey,
  faultsPrefix,
  logKey,
  parseHourPrefix,
  parseStreamPrefix,
  previewKey,
  previewsPrefix,
  sourceKey,
  sourcePrefix,
  startOfFaults,
  startOfHour,
  startOfLog,
  startOfPreviews,
} from "#lib/model/keys.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import { HOUR } from "../../support/entries.ts";
import { faultyHour, feed, frame, logEntry, stream, time } from "./arbitraries.ts";

/** Streams whose names begin alike: of an account, around the places where names are cut. */
const alike = fc
  .tuple(
    fc.constantFrom("a", "é", "漢", "."),
    fc.oneof(fc.nat(90), fc.integer({ min: 240, max: 260 })),
    fc.constantFrom("", "a", "/", "=", ".", "aa/b", "é"),
  )
  .map(([letter, count, end]): Stream => ({ account: "acc", name: letter.repeat(count + 1) + end }))
  .filter(({ name }) => encodeURIComponent(name).length <= 770);
const anyStream = fc.oneof(stream, alike);

test("keys of the log sort by time, between the starts of their millisecond and of the next", () => {
  fc.assert(
    fc.property(logEntry, logEntry, (one, other) => {
      const at = getTime(one);
      fc.pre(at < getTime(other));
      expect(startOfLog(at) < logKey(one)).toBe(true);
      expect(logKey(one) < startOfLog(at + 1)).toBe(true);
      expect(logKey(one) < logKey(other)).toBe(true);
    }),
  );
});

describe("previews of a stream", () => {
  const another = fc.record({ feed, time, width: fc.integer({ min: 1, max: 65_535 }) });

  test("sort newest first, behind the start of their time and hour, before those of older ones", () => {
    fc.assert(
      fc.property(frame, another, (one, rest) => {
        const { stream: of, time: at } = one;
        const key = previewKey(one);
        expect(startOfPreviews(of, at) < key && key < startOfPreviews(of, at - 1)).toBe(true);
        expect(startOfHour(of, at) < key && key < startOfHour(of, at - HOUR)).toBe(true);
        fc.pre(at !== rest.time);
        expect(key < previewKey({ ...one, ...rest })).toBe(at > rest.time);
      }),
    );
  });

  test("have a prefix for each hour, from which its beginning is read", () => {
    fc.assert(
      fc.property(frame, fc.string({ maxLength: 3 }), (made, junk) => {
        const prefix = previewsPrefix(made.stream);
        const [hour = ""] = previewKey(made).slice(prefix.length).split("/");
        const beginning = Math.floor(made.time / HOUR) * HOUR;
        expect(parseHourPrefix(`${prefix}${hour}/`, made.stream)).toBe(beginning);
        fc.pre(junk !== "");
        expect(parseHourPrefix(`${prefix}${hour}${junk}/`, made.stream)).toBeNull();
        expect(parseHourPrefix(`${prefix}${junk}${hour}/`, made.stream)).toBeNull();
      }),
    );
  });
});

describe("the prefix of a stream", () => {
  test("is that of its keys and of no other stream's, though names begin alike", () => {
    const two = fc.tuple(anyStream, anyStream).filter(([a, b]) => streamId(a) !== streamId(b));
    fc.assert(
      fc.property(two, frame, feed, (streams, made, id) => {
        const [of, other] = streams;
        const keysOf = (one: Stream) => [
          previewKey({ ...made, stream: one, source: null }),
          faultKey({ stream: one, hour: made.time, fault: "black" }),
          sourceKey(one, id, "left"),
        ];
        const prefixes = [previewsPrefix(of), faultsPrefix(of), sourcePrefix(of, id)];
        expect(keysOf(of).every((key, n) => key.startsWith(prefixes[n] ?? "?"))).toBe(true);
        expect(keysOf(other).some((key, n) => key.startsWith(prefixes[n] ?? ""))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test("is that of one feed's source, and of no feed whose id begins alike", () => {
    const of = { account: "acc", name: "cam" };
    expect(sourceKey(of, "feed-10", "").startsWith(sourcePrefix(of, "feed-1"))).toBe(false);
  });

  test("is found from the top by folders, each listed on until the stream is read", () => {
    fc.assert(
      fc.property(anyStream, frame, (of, made) => {
        const folders = previewKey({ ...made, stream: of, source: null }).split("/");
        for (let depth = 2; ; depth += 1) {
          const prefix = `${folders.slice(0, depth).join("/")}/`;
          const found = parseStreamPrefix(prefix);
          if (found === null || !("list" in found)) {
            expect(found).toEqual(of);
            break;
          }
          expect(found.list).toBe(prefix);
        }
      }),
    );
  });

  test.each(["previews/", "previews/acc/cam", "previews/acc/c%61m/", "log/acc/cam/", "previews/a b/cam/"])(
    "is not read from %s",
    (prefix) => {
      expect(parseStreamPrefix(prefix)).toBeNull();
    },
  );
});

test("faulty hours of a stream sort newest first, behind the start of their hour", () => {
  fc.assert(
    fc.property(faultyHour, time, (made, at) => {
      const key = faultKey(made);
      expect(startOfFaults(made.stream, made.hour) < key).toBe(true);
      expect(key < startOfFaults(made.stream, made.hour - HOUR)).toBe(true);
      const other = Math.floor(at / HOUR) * HOUR;
      fc.pre(other !== made.hour);
      expect(key < faultKey({ ...made, hour: other })).toBe(made.hour > other);
    }),
  );
});
