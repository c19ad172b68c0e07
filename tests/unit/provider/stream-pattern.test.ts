import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseStream, streamId } from "#lib/model/stream.ts";
import { matches, parseStreamPattern } from "#lib/provider/stream-pattern.ts";

/** Whether a pattern takes a stream; null when it is no pattern. */
function takes(pattern: string, id: string): boolean | null {
  const parsed = parseStreamPattern(pattern);
  const stream = parseStream(id);
  if (stream === null) throw new Error(`${id} is no stream`);
  return parsed === null ? null : matches(parsed, stream);
}

describe("a pattern of streams", () => {
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
    ["ZG6NWV/a/b", "ZG6NWV/a/b", true],
    ["ZG6NWV/a%2Cb", "ZG6NWV/a,b", true],
    ["ZG6NWV/a%2A", "ZG6NWV/a*", true],
    ["ZG6NWV/a%2A", "ZG6NWV/ab", false],
    ["ZG6NWV/100%25", "ZG6NWV/100%", true],
  ])("%s takes %s: %s", (pattern, id, expected) => {
    expect(takes(pattern, id)).toBe(expected);
  });

  test.each([
    "",
    "*",
    "/",
    "ZG6NWV",
    "ZG6NWV*",
    "ZG6NWV/",
    "/show",
    "*/show",
    "ZG6NWV/a*b",
    "ZG6NWV/**",
    "ZG6NWV/%20",
    "ZG6NWV/%",
    " ZG6NWV/a",
    "ZG 6/a",
  ])("%j is none", (text) => {
    expect(parseStreamPattern(text)).toBeNull();
  });

  test("that is a stream's own id, written as told, takes that stream and no other", () => {
    const names = fc.string({ minLength: 1, maxLength: 20, unit: "grapheme-composite" });
    fc.assert(
      fc.property(names, names, (name, other) => {
        const stream = parseStream(`ZG6NWV/${name}`);
        const another = parseStream(`ZG6NWV/${other}`);
        fc.pre(stream !== null && another !== null);
        const written = streamId(stream).replaceAll("%", "%25").replaceAll(",", "%2C").replaceAll("*", "%2A");
        const pattern = parseStreamPattern(written);
        expect(pattern !== null && matches(pattern, stream)).toBe(true);
        expect(pattern !== null && matches(pattern, another)).toBe(name === other);
      }),
    );
  });
});
