import fc from "fast-check";
import { fitSource } from "#lib/provider/source.ts";
import { isFeedId, parseStream } from "#lib/model/stream.ts";
import type { Fact, FeedFact } from "#lib/store/keys.ts";

const word = fc.string({
  unit: fc.constantFrom("a", "b", "X", "Y", "0", "9", "-", "_"),
  minLength: 1,
  maxLength: 64,
});
const text = fc.oneof(
  fc.string({ unit: "binary", minLength: 1 }),
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
  // As long as can be, of letters that take 1 to 9 bytes each.
  fc
    .tuple(fc.constantFrom("a", ".", "/", "é", "漢", "🎥"), fc.nat(800))
    .map(([letter, n]) => letter.repeat(n)),
);
export const stream = fc
  .tuple(word, text)
  .map(([account, name]) => parseStream(`${account}/${name}`))
  .filter((parsed) => parsed !== null);
export const feed = word.filter(isFeedId);
export const time = fc.integer({ min: 1_000_000_000_000, max: 9_999_999_999_999 });
const pixels = fc.integer({ min: 1, max: 65_535 });
const flags = fc.subarray(["black", "frozen", "original"] as const);
const fact = fc.oneof<fc.Arbitrary<Fact>[]>(
  fc.record({ kind: fc.constant("frame"), time, width: pixels, height: pixels, flags }),
  fc.record({ kind: fc.constant("ended"), time }),
  fc.record({ kind: fc.constant("source"), source: fc.oneof(fc.constant(""), text) }),
);
export const feedFact: fc.Arbitrary<FeedFact> = fc
  .record({ stream, feed, fact })
  .map(({ stream, feed, fact }) => {
    if (fact.kind !== "source") return { stream, feed, fact };
    return { stream, feed, fact: { ...fact, source: fitSource(fact.source, stream) } };
  });

/** The letter as often as is accepted. */
export function longest(letter: string, isAccepted: (text: string) => boolean): string {
  let text = letter;
  while (isAccepted(text + letter)) text += letter;
  return text;
}

export function longestName(letter: string): string {
  return longest(letter, (name) => parseStream(`account/${name}`) !== null);
}
