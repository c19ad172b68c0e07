import fc from "fast-check";
import { fitSource } from "#lib/provider/source.ts";
import { FAULTS, type Frame } from "#lib/model/frame.ts";
import type { FaultyHour, LogEntry } from "#lib/model/keys.ts";
import { isFeedId, parseStream, type Stream } from "#lib/model/stream.ts";
import { HOUR } from "../../support/entries.ts";

/** Any code point but half characters. `unit: "binary"` takes seconds at its first use. */
export const character = fc
  .integer({ min: 0, max: 0x10_f7_ff })
  .map((n) => String.fromCodePoint(n < 0xd8_00 ? n : n + 0x8_00));
const word = fc.string({
  unit: fc.constantFrom("a", "b", "X", "Y", "0", "9", "-", "_"),
  minLength: 1,
  maxLength: 64,
});
const text = fc.oneof(
  fc.string({ unit: character, minLength: 1 }),
  fc.constantFrom(
    ".",
    "..",
    "/",
    "//",
    "a/../b",
    "%",
    "%2F",
    "a%20b",
    "+",
    "a=b,c",
    "'()*!~",
    "\u202e",
    "\ufdd0",
  ),
  // As long as can be, of letters that take 1 to 12 bytes each, with another letter's bytes before and dots behind.
  fc
    .tuple(
      fc.constantFrom("", "a", "ab", "é", "=", "漢"),
      fc.constantFrom("a", ".", "/", "é", "漢", "🎥"),
      fc.nat(800),
      fc.constantFrom("", ".", "..", "..."),
    )
    .map(([before, letter, count, behind]) => before + letter.repeat(count) + behind),
);

export const stream: fc.Arbitrary<Stream> = fc
  .tuple(word, text)
  .map(([account, name]) => parseStream(`${account}/${name}`))
  .filter((parsed) => parsed !== null);
export const feed = word.filter(isFeedId);
export const time = fc.integer({ min: 1_000_000_000_000, max: 9_999_999_999_999 });
/** Of any text; `fitSource` makes it one that a stream may have. */
export const source = fc.oneof(fc.constant(""), text);

const pixels = fc.integer({ min: 1, max: 65_535 });
const place = fc.record({ stream, feed, time, source: fc.option(source) }).map((made) => ({
  ...made,
  source: made.source === null ? null : fitSource(made.source, made.stream),
}));

export const frame: fc.Arbitrary<Frame> = fc
  .tuple(
    place,
    fc.record({ width: pixels, height: pixels, faults: fc.subarray([...FAULTS]), isBare: fc.boolean() }),
  )
  .map(([made, rest]) => ({ ...made, ...rest }));

export const logEntry: fc.Arbitrary<LogEntry> = fc.oneof(
  frame.map((made): LogEntry => ({ kind: "frame", frame: made })),
  fc.tuple(frame, time).map(([made, at]): LogEntry => ({ kind: "note", at, frame: made })),
  place.map(({ time: at, ...made }): LogEntry => ({ kind: "started", at, ...made })),
  fc.tuple(place, time).map(([{ stream: of, feed: id, time: at }, ended]): LogEntry => ({
    kind: "ended",
    stream: of,
    feed: id,
    at,
    ended,
  })),
);

export const faultyHour: fc.Arbitrary<FaultyHour> = fc
  .tuple(stream, time, fc.constantFrom(...FAULTS))
  .map(([of, at, fault]) => ({ stream: of, hour: Math.floor(at / HOUR) * HOUR, fault }));

/** Keys that are almost one of these: a character is replaced, left out or added. */
export function mutated(keys: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const junk = fc.oneof(
    fc.string({ maxLength: 2 }),
    fc.constantFrom("=", "/", "=/", ",", "%", ".", "%41", "0"),
  );
  return fc.tuple(keys, fc.nat(), junk, fc.nat(1)).map(([key, at, put, left]) => {
    const cut = at % (key.length + 1);
    return key.slice(0, cut) + put + key.slice(cut + left);
  });
}

/** The letter as often as is accepted. */
export function longest(letter: string, isAccepted: (text: string) => boolean): string {
  let made = letter;
  while (isAccepted(made + letter)) made += letter;
  return made;
}

const moment = time.map((at) => new Date(at).toISOString());
const value = fc.oneof(
  fc.constantFrom("", "a", "live", "attention", "newest", "stream", "small", "all", "name", "source", "fit"),
  fc.string({ unit: character, maxLength: 250 }),
  stream.map(({ account, name }) => `${account}/${name}`),
  feed,
  moment,
  moment.map((text) => text.replace("Z", "+01:00")),
  fc.constantFrom("a/b", "noon", "2026-11-23", "2026-11-23T14:05", "Mon, 23 Nov 2026 14:05:00 GMT", "\ud800"),
  fc.nat(20_000).map((length) => "x ".repeat(length / 2)),
);
const name = fc.oneof(
  fc.constantFrom("q", "state", "sort", "group", "size", "at", "stream", "source", "feed", "tile"),
  fc.constantFrom("_rsc", "utm_source", "__proto__", "constructor", ""),
);
/** Parameters as strangers write them: unknown, repeated, long and invalid ones. */
export const parameters: fc.Arbitrary<URLSearchParams> = fc
  .array(fc.tuple(name, value), { maxLength: 8 })
  .map((pairs) => new URLSearchParams(pairs));
