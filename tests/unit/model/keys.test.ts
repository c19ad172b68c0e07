import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Frame } from "#lib/model/frame.ts";
import {
  faultKey,
  logKey,
  type LogEntry,
  parseFaultKey,
  parseLogKey,
  parsePreviewKey,
  parseSourceKey,
  previewKey,
  sourceKey,
} from "#lib/model/keys.ts";
import { fitSource } from "#lib/provider/source.ts";
import { faultyHour, feed, frame, logEntry, mutated, source, stream } from "./arbitraries.ts";

const TIME = Date.UTC(2026, 10, 23, 15, 33, 8, 123);
const STREAM = { account: "ZG6NWV", name: "camera 1/left" };
const AT = { stream: STREAM, feed: "feed-1", at: TIME };
const FRAME: Frame = {
  stream: STREAM,
  feed: "feed-1",
  time: TIME,
  width: 1920,
  height: 1080,
  faults: [],
  isBare: false,
  source: null,
};
const NAMED: Frame = { ...FRAME, faults: ["damaged", "black"], isBare: true, source: "a,b" };

describe("a key of the log", () => {
  test.each<[LogEntry, string]>([
    [{ kind: "frame", frame: FRAME }, "1920x1080.jpg"],
    [{ kind: "frame", frame: NAMED }, "1920x1080,black,damaged,bare,source=a%2Cb.jpg"],
    [{ kind: "frame", frame: { ...FRAME, source: "" } }, "1920x1080,source=.jpg"],
    [
      { kind: "note", at: TIME, frame: { ...NAMED, time: TIME - 9_000 } },
      "late=1795447979123,1920x1080,black,damaged,bare,source=a%2Cb",
    ],
    [{ kind: "started", ...AT, source: null }, "started"],
    [{ kind: "started", ...AT, source: "" }, "started,source="],
    [{ kind: "started", ...AT, source: ".." }, "started,source=%2E%2E"],
    [{ kind: "ended", ...AT, ended: TIME - 1 }, "ended=1795447988122"],
  ])("is written as the design has it (%#)", (entry, rest) => {
    const key = `log/20261123/1533/08.123,ZG6NWV,camera%201%2Fleft,feed-1,${rest}`;
    expect(logKey(entry)).toBe(key);
    expect(parseLogKey(key)).not.toBeNull();
  });

  test("returns exactly the entry that it was made of", () => {
    fc.assert(
      fc.property(logEntry, (made) => {
        expect(parseLogKey(logKey(made))).toEqual(made);
      }),
    );
  });
});

describe("the other keys", () => {
  test("are written as the design has it", () => {
    const of = "ZG6NWV/camera%201%2Fleft";
    expect(previewKey(NAMED)).toBe(
      `previews/${of}/2279042-20261123T15/8204552011876,feed-1,1920x1080,black,damaged,bare,source=a%2Cb.webp`,
    );
    expect(sourceKey(STREAM, "feed-1", "a/b")).toBe(`feeds/${of}/feed-1,source=a%2Fb`);
    expect(faultKey({ stream: STREAM, hour: TIME, fault: "black" })).toBe(
      `faults/${of}/2279042-20261123T15,black`,
    );
  });

  test("return exactly what they were made of", () => {
    fc.assert(
      fc.property(frame, (made) => {
        expect(parsePreviewKey(previewKey(made))).toEqual(made);
      }),
    );
    fc.assert(
      fc.property(stream, feed, source, (of, id, text) => {
        const made = { stream: of, feed: id, source: fitSource(text, of) };
        expect(parseSourceKey(sourceKey(of, id, made.source))).toEqual(made);
      }),
    );
    fc.assert(
      fc.property(faultyHour, (made) => {
        expect(parseFaultKey(faultKey(made))).toEqual(made);
      }),
    );
  });
});

const LOG = "log/20261123/1533/08.123,ZG6NWV,cam,feed-1";
const PREVIEW = "previews/ZG6NWV/cam/2279042-20261123T15/8204552011876,feed-1";

describe("a key that is not exactly what would be written is not read", () => {
  test("but one that is", () => {
    expect(parseLogKey(`${LOG},started`)).not.toBeNull();
    expect(parsePreviewKey(`${PREVIEW},1x1.webp`)).not.toBeNull();
    expect(parseSourceKey("feeds/ZG6NWV/cam/feed-1,source=a")).not.toBeNull();
    expect(parseFaultKey("faults/ZG6NWV/cam/2279042-20261123T15,black")).not.toBeNull();
  });

  test.each([
    "",
    "log/",
    "log/20261123/1533/readme.txt",
    `${LOG},1920x1080`,
    `${LOG},1920x1080.jpg.part`,
    `${LOG},1920x1080.jpg/`,
    `${LOG},1920x1080,.jpg`,
    `${LOG},1920x1080,frozen,black.jpg`,
    `${LOG},1920x1080,black,black.jpg`,
    `${LOG},1920x1080,blurred.jpg`,
    `${LOG},1920x1080,bare,black.jpg`,
    `${LOG},01920x1080.jpg`,
    `${LOG},0x1080.jpg`,
    `${LOG},65536x1.jpg`,
    `${LOG},1920x1080,source=a b.jpg`,
    `${LOG},1920x1080,source=...,bare.jpg`,
    `${LOG},1920x1080,source=${"a".repeat(121)}.jpg`,
    `${LOG},late=1795447979123`,
    `${LOG},late=0000000000001,1920x1080`,
    `${LOG},late=1795447979123,1920x1080.jpg`,
    `${LOG},started,`,
    `${LOG},started,source=..`,
    `${LOG},started,source=a,b`,
    `${LOG},ended=`,
    `${LOG},ended=0000000000001`,
    `${LOG},ended=1795447979123,1920x1080`,
    `more/${LOG},started`,
    LOG.replace("feed-1", "feed.1,started"),
    LOG.replace("ZG6NWV", "ZG 6NWV") + ",started",
    LOG.replace("cam", "c%61m") + ",started",
    LOG.replace("cam", "caf%c3%a9") + ",started",
    LOG.replace("cam", "%zz") + ",started",
    LOG.replace("cam", "..") + ",started",
    LOG.replace("cam", "c/am") + ",started",
    LOG.replace("cam", "c=/am") + ",started",
    LOG.replace("20261123", "20261131") + ",started",
    LOG.replace("1533", "2400") + ",started",
    LOG.replace("08.123", "60.000") + ",started",
    LOG.replace("2026", "1999") + ",started",
  ])("log: %s", (key) => {
    expect(parseLogKey(key)).toBeNull();
  });

  test.each([
    "previews/",
    `${PREVIEW},1x1.jpg`,
    `${PREVIEW},1x1`,
    `${PREVIEW},1x1.webp.webp`,
    `${PREVIEW},99999x1.webp`,
    PREVIEW.replace("2279042", "2279043") + ",1x1.webp",
    PREVIEW.replace("T15", "T16") + ",1x1.webp",
    PREVIEW.replace("820", "999") + ",1x1.webp",
    PREVIEW.replace("/cam/", "/cam=/") + ",1x1.webp",
  ])("previews: %s", (key) => {
    expect(parsePreviewKey(key)).toBeNull();
  });

  test.each([
    "feeds/ZG6NWV/cam/feed-1",
    "feeds/ZG6NWV/cam/feed-1,source=a,b",
    "feeds/ZG6NWV/cam/feed-1,source=a/b",
    "feeds/ZG6NWV/cam/feed-1,origin=a",
    "feeds/ZG6NWV/cam/feed.1,source=a",
    `feeds/ZG6NWV/cam/feed-1,source=${"a".repeat(121)}`,
  ])("feeds: %s", (key) => {
    expect(parseSourceKey(key)).toBeNull();
  });

  test.each([
    "faults/ZG6NWV/cam/2279043-20261123T15,black",
    "faults/ZG6NWV/cam/2279042-20261123T15,blurred",
    "faults/ZG6NWV/cam/black",
  ])("faults: %s", (key) => {
    expect(parseFaultKey(key)).toBeNull();
  });

  test("any key that is almost one", () => {
    const written = <T>(read: (key: string) => T | null, write: (made: T) => string) => {
      return (key: string) => {
        const made = read(key);
        expect([null, key]).toContain(made && write(made));
      };
    };
    fc.assert(fc.property(mutated(logEntry.map(logKey)), written(parseLogKey, logKey)));
    fc.assert(fc.property(mutated(frame.map(previewKey)), written(parsePreviewKey, previewKey)));
    fc.assert(fc.property(mutated(faultyHour.map(faultKey)), written(parseFaultKey, faultKey)));
    const sourceKeys = fc
      .tuple(stream, feed, source)
      .map(([of, id, text]) => sourceKey(of, id, fitSource(text, of)));
    const write = (made: { stream: typeof STREAM; feed: string; source: string }) =>
      sourceKey(made.stream, made.feed, made.source);
    fc.assert(fc.property(mutated(sourceKeys), written(parseSourceKey, write)));
  });
});
