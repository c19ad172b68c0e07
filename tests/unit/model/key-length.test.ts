import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FAULTS, type Frame } from "#lib/model/frame.ts";
import { faultKey, logKey, previewKey, sourceKey } from "#lib/model/keys.ts";
import { fitSource } from "#lib/provider/source.ts";
import { parseStream } from "#lib/model/stream.ts";
import { faultyHour, frame, logEntry, longest } from "./arbitraries.ts";

/** What S3 allows. */
const MAX_KEY_BYTES = 1_024;
const TIME = Date.UTC(2026, 10, 23, 15, 33, 8, 123);
const HOUR_MS = 3_600_000;
const [ACCOUNT, FEED] = ["a".repeat(64), "f".repeat(64)];

/** Every flag, the largest picture, and the longest name beside the longest source that it leaves room for. */
function longestFrame(letter: string, sourceLetter = "s"): Frame {
  const name = longest(letter, (text) => parseStream(`${ACCOUNT}/${text}`) !== null);
  const stream = { account: ACCOUNT, name };
  const source = longest(sourceLetter, (text) => fitSource(text, stream) === text);
  const size = { width: 65_535, height: 65_535 };
  return { stream, feed: FEED, time: TIME, ...size, faults: FAULTS, isBare: true, source };
}

function keysOf(made: Frame): string[] {
  const { stream, feed, time, source } = made;
  return [
    logKey({ kind: "frame", frame: made }),
    logKey({ kind: "note", at: time, frame: made }),
    logKey({ kind: "started", stream, feed, at: time, source }),
    logKey({ kind: "ended", stream, feed, at: time, ended: time }),
    previewKey(made),
    sourceKey(stream, feed, source ?? ""),
    ...FAULTS.map((fault) => faultKey({ stream, hour: Math.floor(time / HOUR_MS) * HOUR_MS, fault })),
  ];
}

describe("the longest key", () => {
  const made = longestFrame("n");
  const { stream, source } = made;
  const full = `${"n".repeat(249)}=/`;
  const inLog = `log/20261123/1533/08.123,${ACCOUNT},${"n".repeat(177)}=/${full}${full}${"n".repeat(95)},${FEED}`;
  const path = `${ACCOUNT}/${full}${full}${full}${"n".repeat(23)}`;
  const named = `source=${"s".repeat(20)}`;
  const rest = `65535x65535,black,frozen,damaged,bare,${named}`;

  test("has a name of 770 bytes and a source of 20", () => {
    expect([stream.name.length, source?.length]).toEqual([770, 20]);
  });

  test.each<[string, string, number]>([
    ["a frame", `${inLog},${rest}.jpg`, 1_001],
    ["a note", `${inLog},late=${TIME},${rest}`, 1_016],
    ["a start", `${inLog},started,${named}`, 967],
    ["an end", `${inLog},ended=${TIME}`, 951],
    ["a preview", `previews/${path}/2279042-20261123T15/8204552011876,${FEED},${rest}.webp`, 1_020],
    ["a source", `feeds/${path}/${FEED},${named}`, 940],
    ["a fault", `faults/${path}/2279042-20261123T15,damaged`, 876],
  ])("of %s is %s: %i bytes", (_kind, expected, bytes) => {
    expect(keysOf(made)).toContain(expected);
    expect(expected).toHaveLength(bytes);
  });

  test("has the longest source of 120 bytes beside a name of 670", () => {
    const shorter: Frame = { ...made, stream: { account: ACCOUNT, name: "n".repeat(670) } };
    const longestSource = "s".repeat(120);
    expect(fitSource(longestSource, shorter.stream)).toBe(longestSource);
    expect(fitSource(`${longestSource}s`, shorter.stream)).not.toBe(`${longestSource}s`);
    const lengths = keysOf({ ...shorter, source: longestSource }).map((key) => key.length);
    expect(Math.max(...lengths)).toBe(1_018);
  });
});

describe("keys", () => {
  test.each(["a", ".", "/", "é", "漢", "🎥"])("fit what S3 allows when all there is is %s", (letter) => {
    for (const sourceLetter of ["s", ".", "é", "漢", "🎥"])
      for (const key of keysOf(longestFrame(letter, sourceLetter)))
        expect(key.length).toBeLessThanOrEqual(MAX_KEY_BYTES);
  });

  test("have segments of plain ASCII of at most 250 bytes, none of them empty, . or ..", () => {
    const key = fc.oneof(logEntry.map(logKey), frame.map(previewKey), faultyHour.map(faultKey));
    fc.assert(
      fc.property(key, (made) => {
        expect(made).toMatch(/^[\x21-\x7e]+$/);
        expect(made.length).toBeLessThanOrEqual(MAX_KEY_BYTES);
        for (const segment of made.split("/")) {
          expect(segment).not.toMatch(/^\.{0,2}$/);
          expect(segment.length).toBeLessThanOrEqual(250);
        }
      }),
      { numRuns: 500 },
    );
  });
});
