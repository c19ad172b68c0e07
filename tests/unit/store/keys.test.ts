import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitSource } from "#lib/provider/source.ts";
import { type Fact, factKey, factsPrefix, parseFactKey } from "#lib/store/keys.ts";
import { feedFact, longest, longestName, stream } from "./arbitraries.ts";

const LONGEST_KEY_BYTES = 1_024;
const STREAM = { account: "ZG6NWV", name: "teststream" };
const TIME = Date.UTC(2026, 10, 23, 15, 33, 8, 123);

describe("the key of a fact", () => {
  test.each<[Fact, string]>([
    [{ kind: "frame", time: TIME, width: 1920, height: 1080, flags: [] }, "frame=1795447988123,1920x1080"],
    [
      { kind: "frame", time: TIME, width: 1, height: 2, flags: ["original", "frozen", "black"] },
      "frame=1795447988123,1x2,black,frozen,original",
    ],
    [{ kind: "ended", time: TIME }, "ended=1795447988123"],
    [{ kind: "source", source: "" }, "source="],
    [{ kind: "source", source: ".." }, "source=%2E%2E"],
    [{ kind: "source", source: "left/1" }, "source=left%2F1"],
  ])("is written as the design has it (%#)", (fact, name) => {
    expect(factKey({ stream: STREAM, feed: "feed-1", fact })).toBe(`latest/ZG6NWV/teststream/feed-1/${name}`);
  });

  test("gives back what it was made of, whatever the stream is called", () => {
    fc.assert(
      fc.property(feedFact, (made) => {
        expect(parseFactKey(factKey(made))).toEqual(made);
      }),
    );
  });

  test("is different for different facts", () => {
    fc.assert(
      fc.property(fc.uniqueArray(feedFact, { selector: (made) => JSON.stringify(made) }), (facts) => {
        expect(new Set(facts.map(factKey)).size).toBe(facts.length);
      }),
    );
  });

  test("has five segments of plain ASCII, none of them empty, . or ..", () => {
    fc.assert(
      fc.property(feedFact, (made) => {
        const key = factKey(made);
        expect(key).toMatch(/^[\x21-\x7e]+$/);
        expect(key.split("/")).toHaveLength(5);
        expect(key.split("/")).not.toContainEqual(expect.stringMatching(/^\.{0,2}$/));
      }),
    );
  });

  test("fits what S3 allows, for every stream, feed and source that is accepted", () => {
    fc.assert(
      fc.property(feedFact, (made) => {
        expect(Buffer.byteLength(factKey(made))).toBeLessThanOrEqual(LONGEST_KEY_BYTES);
      }),
    );
  });

  test.each(["a", ".", "/", "é", "漢", "🎥"])("fits what S3 allows when all there is is %s", (letter) => {
    const stream = { account: "a".repeat(64), name: longestName(letter) };
    for (const name of [stream.name, letter, ".."]) {
      const of = { account: stream.account, name };
      const source = longest(letter, (text) => fitSource(text, of) === text);
      for (const fits of [source, fitSource(source + letter, of)]) {
        const key = factKey({ stream: of, feed: "a".repeat(64), fact: { kind: "source", source: fits } });
        expect(Buffer.byteLength(key)).toBeLessThanOrEqual(LONGEST_KEY_BYTES);
      }
    }
  });

  test("begins with the prefix of its stream, and of no other stream", () => {
    fc.assert(
      fc.property(feedFact, stream, (made, other) => {
        fc.pre(JSON.stringify(made.stream) !== JSON.stringify(other));
        expect(factKey(made).startsWith(factsPrefix(made.stream))).toBe(true);
        expect(factKey(made).startsWith(factsPrefix(other))).toBe(false);
      }),
    );
  });

  test("of stream ab is not below the prefix of stream a", () => {
    const key = factKey({
      stream: { ...STREAM, name: "ab" },
      feed: "f",
      fact: { kind: "source", source: "" },
    });
    expect(key.startsWith(factsPrefix({ ...STREAM, name: "a" }))).toBe(false);
  });
});

describe("a key that no fact has", () => {
  test.each([
    "",
    "latest/",
    "latest/ZG6NWV/teststream/feed-1/",
    "latest/ZG6NWV/teststream/feed-1/readme.txt",
    "latest/ZG6NWV/teststream/frame=1795447988123,1x1",
    "latest/ZG6NWV/test/stream/feed-1/frame=1795447988123,1x1",
    "frames/ZG6NWV/teststream/feed-1/frame=1795447988123,1x1",
    "latest/ZG6NWV/teststream/feed.1/frame=1795447988123,1x1",
    "latest/ZG 6NWV/teststream/feed-1/frame=1795447988123,1x1",
    "latest/ZG6NWV/%zz/feed-1/frame=1795447988123,1x1",
    "latest/ZG6NWV/test stream/feed-1/frame=1795447988123,1x1",
    "latest/ZG6NWV/%74eststream/feed-1/frame=1795447988123,1x1",
    "latest/ZG6NWV/caf%c3%a9/feed-1/frame=1795447988123,1x1",
    "latest/ZG6NWV/../feed-1/frame=1795447988123,1x1",
    "latest/ZG6NWV/teststream/feed-1/frame=1795447988,1x1",
    "latest/ZG6NWV/teststream/feed-1/frame=1795447988123,01x1",
    "latest/ZG6NWV/teststream/feed-1/frame=1795447988123,1x1,",
    "latest/ZG6NWV/teststream/feed-1/frame=1795447988123,1x1,blurred",
    "latest/ZG6NWV/teststream/feed-1/frame=1795447988123,1x1,frozen,black",
    "latest/ZG6NWV/teststream/feed-1/frame=1795447988123,1x1,black,black",
    "latest/ZG6NWV/teststream/feed-1/ended=",
    "latest/ZG6NWV/teststream/feed-1/source=a b",
    "latest/ZG6NWV/teststream/feed-1/source=..",
    "latest/ZG6NWV/teststream/feed-1/source=%zz",
    `latest/ZG6NWV/teststream/feed-1/source=${"a".repeat(870)}`,
    "latest/ZG6NWV/teststream/feed-1/asource=a",
    "latest/ZG6NWV/teststream/feed-1/resource=",
    "latest/%zz/teststream/feed-1/frame=1795447988123,1x1",
    "latest/ZG6NWV/teststream/%zz/frame=1795447988123,1x1",
    "latest/ZG6NWV/teststream/feed-1/frame=1795447988123,1x1/more",
    "latest/ZG6NWV/teststream/feed-1/ended=1795447988123,1x1",
    "latest/ZG6NWV/teststream/feed-1/ended=17954479881234",
  ])("is passed over: %s", (key) => {
    expect(parseFactKey(key)).toBeNull();
  });

  test("is passed over, or is exactly what the fact in it would be called", () => {
    const key = fc
      .tuple(feedFact.map(factKey), fc.nat(), fc.string({ maxLength: 2 }))
      .map(([key, at, junk]) => {
        const cut = at % (key.length + 1);
        return key.slice(0, cut) + junk + key.slice(cut + 1);
      });
    fc.assert(
      fc.property(key, (key) => {
        const parsed = parseFactKey(key);
        expect([null, key]).toContain(parsed && factKey(parsed));
      }),
    );
  });
});
