import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareAddress, writeCompared, type Compared } from "#lib/model/compare-address.ts";
import { fromTileId, parseCompared, parseCompareQuery, toTileId } from "#lib/model/compare.ts";
import { MAX_ADDRESS_LENGTH } from "#lib/model/parameters.ts";
import { isSource, streamId } from "#lib/model/stream.ts";
import { tileId } from "#lib/model/tile.ts";
import { feed, mutated, source, stream, time } from "./arbitraries.ts";

const named = source.filter((text) => text !== "" && isSource(text));
const compared: fc.Arbitrary<Compared> = fc
  .tuple(stream, fc.oneof(fc.constant({}), fc.record({ source: named }), fc.record({ feed })))
  .map(([of, part]) => ({ stream: streamId(of), source: null, feed: null, ...part }));

/** As Next has them. */
function parse(address: string) {
  const { searchParams } = new URL(address, "https://wall.example");
  return parseCompareQuery({ tile: searchParams.getAll("tile"), at: searchParams.get("at") ?? undefined });
}

const tile = (text: string) => parseCompared(text) ?? expect.unreachable();

describe("a compared tile", () => {
  test.each([
    ["a/b", { stream: "a/b", source: null, feed: null }],
    ["a/b|left", { stream: "a/b", source: "left", feed: null }],
    ["a/b||feed-1", { stream: "a/b", source: null, feed: "feed-1" }],
    ["a/50%25 %7C mix|%7C", { stream: "a/50% | mix", source: "|", feed: null }],
  ])("is written as %s", (text, of) => {
    expect(writeCompared(of)).toBe(text);
    expect(parseCompared(text)).toEqual(of);
  });

  test("is read as it was written, in any writing", () => {
    fc.assert(
      fc.property(compared, (of) => {
        expect(parseCompared(writeCompared(of))).toEqual(of);
      }),
    );
  });

  test("has one writing", () => {
    fc.assert(
      fc.property(mutated(compared.map(writeCompared)), (text) => {
        const of = parseCompared(text);
        if (of !== null) expect(writeCompared(of)).toBe(text);
      }),
    );
  });

  test.each(["", "nameless", "a/b|", "a/b|left|", "a/b|left|feed", "a/b||../x", "a/b|||", "a/%41", "a/b%7c"])(
    "is not %j",
    (text) => expect(parseCompared(text)).toBeNull(),
  );

  test("has the id of its tile on the wall", () => {
    expect(fromTileId("a/b")).toEqual(tile("a/b"));
    expect(fromTileId("a/b%2Fc%7C/left")).toEqual(tile("a/b/c%7C|left"));
    expect(fromTileId("a/b//f1")).toEqual(tile("a/b||f1"));
    fc.assert(
      fc.property(compared, (of) => {
        expect(fromTileId(toTileId(of))).toEqual(of);
      }),
    );
  });

  test("has an id as the wall writes it", () => {
    fc.assert(
      fc.property(stream, feed, named, (of, id, left) => {
        const stream = streamId(of);
        expect(toTileId({ stream, source: null, feed: null })).toBe(tileId({ stream: of }));
        expect(toTileId({ stream, source: left, feed: null })).toBe(tileId({ stream: of }, left));
        expect(toTileId({ stream, source: null, feed: id })).toBe(tileId({ stream: of }, "", id));
      }),
    );
  });

  test.each(["", "a", "a/", "a/b/", "a/b c", "a/%", "a/b/left/f1", "a/b/left/f1/x", "a/%62"])(
    "has not the id %j",
    (id) => expect(fromTileId(id)).toBeNull(),
  );
});

describe("the address of a comparison", () => {
  test("is read as it was written, as far as it may be long", () => {
    const different = fc.uniqueArray(compared, { maxLength: 4, selector: writeCompared });
    fc.assert(
      fc.property(different, fc.option(time), (tiles, at) => {
        const address = compareAddress(tiles, at);
        if (address.length <= MAX_ADDRESS_LENGTH) expect(parse(address)).toEqual({ tiles, at });
        else expect(tiles.slice(0, parse(address).tiles.length)).toEqual(parse(address).tiles);
      }),
    );
  });

  test("leaves out what is no tile, and what is there already", () => {
    expect(parse("/compare?tile=nameless&tile=a/b&tile=a/b&tile=a/b|left").tiles).toEqual([
      tile("a/b"),
      tile("a/b|left"),
    ]);
    expect(parse("/compare")).toEqual({ tiles: [], at: null });
  });

  test("has four tiles at most", () => {
    const address = `/compare?${["1", "2", "3", "4", "5"].map((name) => `tile=a/${name}`).join("&")}`;
    expect(parse(address).tiles.map((one) => one.stream)).toEqual(["a/1", "a/2", "a/3", "a/4"]);
  });

  test("shows now where its moment is none", () => {
    expect(parse("/compare?tile=a/b&at=noon")).toEqual({ tiles: [tile("a/b")], at: null });
  });
});
