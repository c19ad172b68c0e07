import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseStream, streamId } from "#lib/model/stream.ts";
import { matches, parseStreamPattern } from "#lib/provider/stream-pattern.ts";

function isMatch(pattern: string, id: string): boolean {
  const [parsed, stream] = [parseStreamPattern(pattern), parseStream(id)];
  if (parsed === null || stream === null) throw new Error(`${pattern} or ${id} does not parse`);
  return matches(parsed, stream);
}

describe("a stream pattern", () => {
  test.each([
    ["ZG6NWV/show", "ZG6NWV/show", true],
    ["ZG6NWV/show", "ZG6NWV/show2", false],
    ["ZG6NWV/show", "ZG6NWV/Show", false],
    ["ZG6NWV/show", "ZG6NWVx/show", false],
    ["ZG6NWV/show-*", "ZG6NWV/show-1", true],
    ["ZG6NWV/show-*", "ZG6NWV/show-", true],
    ["ZG6NWV/show-*", "ZG6NWV/show", false],
    ["ZG6NWV/show-*", "ZG6NWV/a/show-1", false],
    ["ZG6NWV/*", "ZG6NWV/anything/at all", true],
    ["ZG6NWV/*", "ZG6NW/anything", false],
    ["ZG6NWV/a%2Cb", "ZG6NWV/a,b", true],
    ["ZG6NWV/a%2A", "ZG6NWV/a*", true],
    ["ZG6NWV/a%2A", "ZG6NWV/ab", false],
    ["ZG6NWV/100%25", "ZG6NWV/100%", true],
  ])("%s matches %s: %s", (pattern, id, expected) => {
    expect(isMatch(pattern, id)).toBe(expected);
  });

  const invalid =
    "|*|/|ZG6NWV|ZG6NWV*|ZG6NWV/|/show|*/show|ZG6NWV/a*b|ZG6NWV/**|ZG6NWV/%20|ZG6NWV/%| ZG6NWV/a|ZG 6/a";
  test.each(invalid.split("|"))("is not %j", (text) => expect(parseStreamPattern(text)).toBeNull());

  test("of an encoded stream id matches that stream alone", () => {
    const names = fc.string({ minLength: 1, maxLength: 20, unit: "grapheme-composite" });
    fc.assert(
      fc.property(names, names, (name, other) => {
        const [stream, another] = [parseStream(`ZG6NWV/${name}`), parseStream(`ZG6NWV/${other}`)];
        fc.pre(stream !== null && another !== null);
        const written = streamId(stream).replaceAll("%", "%25").replaceAll(",", "%2C").replaceAll("*", "%2A");
        expect(isMatch(written, streamId(stream))).toBe(true);
        expect(isMatch(written, streamId(another))).toBe(name === other);
      }),
    );
  });
});
