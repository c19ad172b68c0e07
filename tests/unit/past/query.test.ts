import { describe, expect, test } from "vitest";
import { parsePastQuery } from "#lib/past/query.ts";
import { MOST_STREAMS } from "#lib/past/wire.ts";

const NOON = 1_795_435_200_000;
const parse = (query: string) => parsePastQuery(new URLSearchParams(query));

describe("a query of the past", () => {
  test("names streams and moments", () => {
    expect(parse(`stream=a/b&stream=a/c%2Fd+e&at=${NOON}&step=60&count=3`)).toEqual({
      streams: [
        { account: "a", name: "b" },
        { account: "a", name: "c/d e" },
      ],
      moments: [NOON, NOON + 60_000, NOON + 120_000],
    });
    expect(parse(`stream=a/b&at=${NOON}`)).toMatchObject({ moments: [NOON] });
    expect(parse(`stream=a/b&at=${NOON}&step=14400&count=3`)).toHaveProperty("moments.length", 3);
  });

  test.each([
    ["", "stream"],
    [`at=${NOON}`, "stream"],
    ["stream=a/b", "at"],
    ["stream=a/b&at=noon", "at"],
    ["stream=a/b&at=", "at"],
    ["stream=a/b&at=-5", "at"],
    ["stream=a/b&at=1e12", "at"],
    [`stream=a/b&at=${NOON}&at=${NOON}`, "at"],
    [`stream=nameless&at=${NOON}`, "stream"],
    [`stream=a/%00&at=${NOON}`, "stream"],
    [`stream=a/b&at=${NOON}&step=0`, "step"],
    [`stream=a/b&at=${NOON}&count=49`, "count"],
    [`stream=a/b&at=${NOON}&step=86400&count=1`, "step"],
    [`stream=a/b&at=${NOON}&step=14401&count=3`, "step"],
    [`stream=a/b&at=${NOON}&count=4.5`, "count"],
    [`stream=a/b&at=${NOON}&feed=f`, "feed"],
    [`stream=a/b&at=${NOON}&__proto__=f`, "__proto__"],
    [`${"stream=a/b&".repeat(MOST_STREAMS + 1)}at=${NOON}`, "stream"],
    [`${"stream=a/b&".repeat(12)}at=${NOON}&count=41`, "count"],
  ])("is refused, and told why, when it is %s", (query, culprit) => {
    expect(parse(query)).toEqual({ fault: expect.stringContaining(culprit) as unknown });
  });
});
