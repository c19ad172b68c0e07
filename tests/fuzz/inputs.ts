// The input of a stranger: anything at all, and input that differs a little from the real thing and so gets further.
import fc from "fast-check";
import { SMALL_JPEG } from "../support/picture.ts";
import { character } from "../unit/model/arbitraries.ts";

export const NOW = Date.UTC(2026, 10, 23, 12);

/** A text with some of its characters cut out, doubled or replaced. */
export function altered(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const junk = fc.oneof(fc.string({ unit: character, maxLength: 3 }), fc.constantFrom(...TRICKS));
  const change = fc.tuple(fc.nat(), fc.nat(3), junk);
  return fc.tuple(text, fc.array(change, { maxLength: 3 })).map(([text, changes]) =>
    changes.reduce((text, [at, cut, junk]) => {
      const from = at % (text.length + 1);
      return text.slice(0, from) + junk + text.slice(from + cut);
    }, text),
  );
}

const TRICKS = "/ // .. % %2F %00 %zz , = - + \n \0 é \ud83c 🎥 0".split(" ").concat(" ");

/** Mostly right, so that the fields after it are checked too. */
const mostly = <T>(right: fc.Arbitrary<T>, ...others: fc.Arbitrary<T>[]) =>
  fc.oneof(
    { weight: 8 * others.length, arbitrary: right },
    ...others.map((arbitrary) => ({ weight: 1, arbitrary })),
  );

const account = mostly(fc.constantFrom("ZG6NWV", "a"), fc.string({ maxLength: 70 }));
const long = fc.tuple(fc.constantFrom("a", "é", "漢", "/"), fc.nat(900));
const name = fc.oneof(
  fc.constantFrom("teststream", "a/b", "..", "Küche 🎥", "%2F"),
  fc.string({ unit: character, minLength: 1, maxLength: 20 }),
  long.map(([letter, n]) => letter.repeat(n)),
);
export const feedId = mostly(
  fc.oneof(fc.uuid(), fc.constantFrom("feed-1", "a".repeat(64))),
  fc.string({ unit: character, maxLength: 70 }),
);
export const streamId = fc.tuple(account, name).map(([account, name]) => `${account}/${name}`);
const sourceId = mostly(
  fc.constantFrom("", "left", "a/b"),
  fc.string({ unit: character, maxLength: 110 }),
  fc.string({ unit: fc.constantFrom("a", "é", "場", "🎥"), minLength: 90, maxLength: 900 }),
);
export const time = mostly(
  fc.integer({ min: NOW - 700_000, max: NOW + 200_000 }),
  fc.integer(),
  fc.constantFrom(0, -1, 1e12, 9_999_999_999_999, 1e13, 1e99),
);

/** As HTTP hands it over: one character a byte, and none that a header cannot have. */
export function asHeader(text: string): string {
  return Buffer.from(text, "utf8")
    .toString("latin1")
    .replaceAll(/[\0\r\n]/g, "");
}

export const headerText = (text: fc.Arbitrary<string>) =>
  fc.option(mostly(text, altered(text)).map(asHeader), { freq: 30 });

const anyJson = fc.jsonValue({ maxDepth: 1 });
const data = fc.record(
  {
    feedId: mostly<unknown>(feedId, anyJson),
    streamId: mostly<unknown>(streamId, altered(streamId), anyJson),
    sourceId: mostly<unknown>(sourceId, anyJson),
    started: mostly<unknown>(time, anyJson),
    ended: mostly<unknown>(time, anyJson),
    more: anyJson,
  },
  { requiredKeys: ["feedId", "streamId"] },
);
const event = fc.record(
  {
    type: mostly<unknown>(fc.constant("feeds"), fc.constantFrom("media", "viewerConnection"), anyJson),
    event: mostly<unknown>(fc.constantFrom("started", "ended"), fc.constant("paused"), anyJson),
    timestamp: mostly<unknown>(time, anyJson),
    data: mostly<unknown>(data, anyJson),
  },
  { requiredKeys: ["type", "event", "timestamp"] },
);

const utf8 = (text: string) => new TextEncoder().encode(text);
const eventJson = event.map((event) => JSON.stringify(event));
/** Bodies of JSON hooks: right, nearly right, other JSON, text, bytes. */
export const eventBody: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc.oneof(
  { weight: 4, arbitrary: eventJson.map(utf8) },
  altered(eventJson).map(utf8),
  fc.json().map(utf8),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Uint8Array.from(bytes)),
);

type Change = readonly [at: number, kind: "set" | "cut" | "insert" | "marker", value: number];
const change: fc.Arbitrary<Change> = fc.tuple(
  fc.nat(SMALL_JPEG.length),
  fc.constantFrom("set", "set", "cut", "insert", "marker"),
  fc.nat(255),
);

/** A real JPEG with bytes set, cut out, put in, or made a marker. */
export function damaged(jpeg: Uint8Array): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  return fc
    .array(change, { maxLength: 6 })
    .map((changes) => Uint8Array.from(changes.reduce((bytes, change) => apply(bytes, change), [...jpeg])));
}

function apply(bytes: number[], [at, kind, value]: Change): number[] {
  const before = bytes.slice(0, at);
  switch (kind) {
    case "set":
      return [...before, value, ...bytes.slice(at + 1)];
    case "marker":
      return [...before, 0xff, 0xc0 + (value & 0x3f), ...bytes.slice(at + 2)];
    case "insert":
      return [...before, value, ...bytes.slice(at)];
    case "cut":
      return [...before, ...bytes.slice(at + value)];
  }
}
