import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalAddress } from "#lib/model/canonical.ts";
import { parseCompareQuery } from "#lib/model/compare.ts";
import { MAX_ADDRESS_LENGTH, readParameters } from "#lib/model/parameters.ts";
import { hasWrongTime, parseFeedQuery } from "#lib/model/routes.ts";
import { resolveSelection } from "#lib/model/selection.ts";
import { parseView } from "#lib/model/view.ts";
import { parameters } from "./arbitraries.ts";

const PATHS = ["/", "/wall", "/feed", "/embed", "/compare"];
const path = fc.constantFrom(...PATHS);

const canonical = (of: string, query: string) => canonicalAddress(of, new URLSearchParams(query));

describe("the canonical search string", () => {
  test.each([
    ["/", "", ""],
    ["/", "utm_source=x&_rsc=1&stream=a/b", ""],
    ["/", "size=small&q=a%20%26&state=all&sort=newest", "?q=a+%26&sort=newest&size=140"],
    ["/", "q=a&q=b&state=odd", ""],
    ["/", "at=2026-11-23T15:05%2B01:00", "?at=2026-11-23T14%3A05%3A00.000Z"],
    ["/", `q=${"x".repeat(15_000)}`, `?q=${"x".repeat(200)}`],
    ["/wall", "at=2026-11-23T14:05:00Z&q=a", "?q=a"],
    [
      "/feed",
      "at=2026-11-23&source=left&stream=a/b",
      "?stream=a%2Fb&source=left&at=2026-11-23T00:00:00.000Z",
    ],
    ["/feed", "stream=a/b&source=left&feed=f1", "?stream=a%2Fb&source=left"],
    ["/feed", "stream=a/b&feed=f1&q=x", "?stream=a%2Fb&feed=f1"],
    ["/feed", "stream=a/b&at=noon", "?stream=a%2Fb&at="],
    ["/feed", "stream=a/b&at=", "?stream=a%2Fb&at="],
    ["/feed", "stream=a/b&stream=a/c", ""],
    ["/embed", "at=2026-11-23&stream=a/b", "?stream=a%2Fb"],
    ["/embed", "stream=nameless", ""],
    ["/compare", "at=2026-11-23&tile=a/b&q=x", "?tile=a%2Fb&at=2026-11-23T00%3A00%3A00.000Z"],
    [
      "/compare",
      "tile=a/b|left&tile=nameless&tile=a/b|left&tile=a/b&at=noon",
      "?tile=a%2Fb%7Cleft&tile=a%2Fb",
    ],
    [
      "/compare",
      "tile=a/1&tile=a/2&tile=a/3&tile=a/4&tile=a/5",
      "?tile=a%2F1&tile=a%2F2&tile=a%2F3&tile=a%2F4",
    ],
  ])("of %s?%s is %s", (of, query, search) => {
    expect(canonical(of, query)).toBe(search);
  });

  test.each(["", "/join", "/feed/", "//", "/Wall", "/api/feeds", "/__proto__"])("of %j is none", (of) => {
    expect(canonical(of, "q=a&stream=a/b")).toBeNull();
  });

  test("leads to the same page, is its own canonical string, and is bounded", () => {
    fc.assert(
      fc.property(path, parameters, (of, given) => {
        const search = canonicalAddress(of, given) ?? "none";
        expect(search).toMatch(/^(\?[\x21-\x7e]+)?$/);
        expect((of + search).length).toBeLessThanOrEqual(MAX_ADDRESS_LENGTH);
        const again = new URLSearchParams(search);
        expect(canonicalAddress(of, again)).toBe(search);
        expect(readPage(of, again)).toEqual(readPage(of, given));
      }),
    );
  });

  test("does not depend on the order of parameters, or on unknown ones", () => {
    fc.assert(
      fc.property(path, parameters, fc.infiniteStream(fc.nat()), (of, given, order) => {
        // Repeated parameters keep their order.
        const groups = [...Map.groupBy(given, ([name]) => name).values()];
        const shuffled = groups
          .map((pairs) => [order.next().value, pairs] as const)
          .sort(([a], [b]) => a - b);
        const pairs = shuffled.flatMap(([, group]) => group);
        expect(canonicalAddress(of, new URLSearchParams([["fbclid", "1"], ...pairs]))).toBe(
          canonicalAddress(of, given),
        );
      }),
    );
  });
});

/** What a page takes from its parameters. */
function readPage(of: string, given: URLSearchParams): unknown {
  const read = readParameters(given);
  if (of === "/") return parseView(read);
  if (of === "/wall") return { ...parseView(read), at: null };
  if (of === "/compare") return parseCompareQuery({ ...read, tile: given.getAll("tile") });
  const query = parseFeedQuery(read);
  const at = of === "/feed" ? [query?.at, hasWrongTime(read)] : null;
  return query && { stream: query.stream, ...resolveSelection(query, null), at };
}
