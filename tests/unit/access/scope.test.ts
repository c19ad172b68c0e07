import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allows, EVERYTHING, narrow, scopeKey, parseScope, listNamedStreams } from "#lib/access/scope.ts";
import { parseStream } from "#lib/model/stream.ts";

function isOpen(patterns: readonly string[], id: string): boolean {
  const [scope, stream] = [parseScope(patterns), parseStream(id)];
  if (scope === null || stream === null) throw new Error(`malformed test data: ${id}`);
  return allows(scope, stream);
}

describe("a scope", () => {
  test.each([
    [["acct/feed1"], "acct/feed1"],
    [["acct/feed*"], "acct/feed10"],
    [["acct/*"], "acct/any/thing"],
    [["acct/a", "other/b"], "other/b"],
    [["acct/caf\u00e9"], "acct/caf\u00e9"],
    [["acct/100%25"], "acct/100%"],
  ])("of %j allows %s", (patterns, id) => {
    expect(isOpen(patterns, id)).toBe(true);
  });

  test.each([
    [["acct/feed1"], "acct/feed10"],
    [["acct/feed1"], "acct/feed1/sub"],
    [["acct/feed1"], "acct/Feed1"],
    [["acct/feed1"], "acct2/feed1"],
    [["acct/*"], "acct2/feed1"],
    [["acct/show/*"], "acct/show"],
    [["acct/show-*"], "acct/../acct/show-1"],
    [["acct/caf\u00e9"], "acct/cafe\u0301"],
    [["acct/\u212bngstr\u00f6m*"], "acct/\u00c5ngstr\u00f6m"],
    [["acct/show%2A"], "acct/show-1"],
    [["acct/a.c"], "acct/abc"],
  ])("of %j does not allow %s", (patterns, id) => {
    expect(isOpen(patterns, id)).toBe(false);
  });

  test.each([[[]], [[""]], [["*"]], [["../*"]], [["a/*", "*"]]])("cannot be %j", (patterns) => {
    expect(parseScope(patterns)).toBeNull();
  });

  test("of one name allows that name only", () => {
    const name = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
      .filter((text) => parseStream(`a/${text}`) !== null);
    const literal = (text: string) =>
      text.replaceAll("%", "%25").replaceAll(",", "%2C").replaceAll("*", "%2A");
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(isOpen([`a/${literal(one)}`], `a/${one}`)).toBe(true);
        expect(isOpen([`a/${literal(one)}`], `a/${other}`)).toBe(one === other);
        expect(isOpen([`a/${literal(one)}*`], `a/${other}`)).toBe(other.startsWith(one));
      }),
    );
  });

  test("narrowed to a stream allows that one at most", () => {
    const [a, ab] = [parseStream("acct/a"), parseStream("acct/ab")];
    if (a === null || ab === null) throw new Error("malformed test data");
    for (const scope of [EVERYTHING, parseScope(["acct/*"]) ?? EVERYTHING]) {
      expect([allows(narrow(scope, a), a), allows(narrow(scope, a), ab)]).toEqual([true, false]);
    }
    const none = narrow(parseScope(["acct/ab"]) ?? EVERYTHING, a);
    expect([allows(none, a), allows(none, ab)]).toEqual([false, false]);
    expect(none).toEqual({ kind: "streams", patterns: [] });
    expect(scopeKey(none)).toBe("[]");
  });

  test("narrowed to some streams allows those of them that it allowed", () => {
    const some = ["acct/a", "acct/b", "other/a"].map(parseStream).filter((stream) => stream !== null);
    const few = narrow(parseScope(["acct/*"]) ?? EVERYTHING, ...some);
    expect(listNamedStreams(few)).toEqual(["acct/a", "acct/b"]);
    expect(narrow(few)).toEqual({ kind: "streams", patterns: [] });
  });

  test("has its own key", () => {
    const key = (...patterns: string[]) => scopeKey(parseScope(patterns) ?? EVERYTHING);
    expect(key("a/b", "c/d*")).toBe(key("c/d*", "a/b", "a/b"));
    const keys = [key("a/b"), key("a/b*"), key("a/c"), key("a/b", "a/c"), scopeKey(EVERYTHING)];
    expect(new Set(keys).size).toBe(keys.length);
    expect(scopeKey(EVERYTHING)).toBe("everything");
  });
});

test("lists the streams of a scope that names all of them", () => {
  const streams = (...patterns: string[]) => {
    const scope = parseScope(patterns);
    return scope === null ? undefined : listNamedStreams(scope);
  };
  expect(streams("acct/one", "acct/two", "acct/one")).toEqual(["acct/one", "acct/two"]);
  expect(streams("acct/one", "acct/show-*")).toBeNull();
  expect(streams("acct/show-*")).toBeNull();
  expect(listNamedStreams({ kind: "everything" })).toBeNull();
});
