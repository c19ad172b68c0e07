import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  parseCoverageQuery,
  parseHistoryQuery,
  parseHoursQuery,
  parsePastQuery,
} from "#lib/history/query.ts";
import { MAX_STREAMS } from "#lib/model/past.ts";
import { toStreamQuery } from "#lib/model/routes.ts";
import { ALL } from "#lib/model/selection.ts";
import { isSource, streamId } from "#lib/model/stream.ts";
import { feed, parameters, source, stream } from "../model/arbitraries.ts";

const NOON = 1_795_435_200_000;
const HOUR = 3_600_000;
const parse = (query: string) => parsePastQuery(new URLSearchParams(query));

describe("a query of the past", () => {
  test("names moments, and streams or none", () => {
    expect(parse(`stream=a/b&stream=a/c%2Fd+e&at=${NOON}&step=60&count=3`)).toEqual({
      streams: [
        { account: "a", name: "b" },
        { account: "a", name: "c/d e" },
      ],
      moments: [NOON, NOON + 60_000, NOON + 120_000],
    });
    expect(parse(`at=${NOON}`)).toEqual({ streams: [], moments: [NOON] });
    expect(parse(`stream=a/b&at=${NOON}&step=14400&count=3`)).toHaveProperty("moments.length", 3);
  });

  test.each([
    ["", "at"],
    ["stream=a/b", "at"],
    ["stream=a/b&at=noon", "at"],
    ["stream=a/b&at=", "at"],
    ["stream=a/b&at=-5", "at"],
    ["stream=a/b&at=1e12", "at"],
    [`stream=a/b&at=${NOON}&at=${NOON}`, "at"],
    [`at=${NOON}&count=2`, "stream"],
    [`stream=nameless&at=${NOON}`, "stream"],
    [`stream=a/%00&at=${NOON}`, "stream"],
    [`stream=a/b&at=${NOON}&step=0`, "step"],
    [`stream=a/b&at=${NOON}&count=49`, "count"],
    [`stream=a/b&at=${NOON}&step=86400&count=1`, "step"],
    [`stream=a/b&at=${NOON}&step=14401&count=3`, "step"],
    [`stream=a/b&at=${NOON}&count=4.5`, "count"],
    [`stream=a/b&at=${NOON}&feed=f`, "feed"],
    [`stream=a/b&at=${NOON}&__proto__=f`, "__proto__"],
    [`${"stream=a/b&".repeat(MAX_STREAMS + 1)}at=${NOON}`, "stream"],
    [`${"stream=a/b&".repeat(12)}at=${NOON}&count=41`, "count"],
  ])("is refused with the reason when it is %s", (query, culprit) => {
    expect(parse(query)).toEqual({ fault: expect.stringContaining(culprit) as unknown });
  });

  test("rounds a moment of the wall up to the next half minute", () => {
    for (const at of [NOON - 29_999, NOON - 1, NOON])
      expect(parse(`at=${at}`)).toMatchObject({ moments: [NOON] });
    expect(parse(`stream=a/b&at=${NOON + 1}`)).toMatchObject({ moments: [NOON + 1] });
  });

  test("of thousands of parameters is refused before they are looked at", () => {
    const fault = "the query: has too many parameters";
    expect(parse("a&".repeat(2_000))).toEqual({ fault });
    expect(parseCoverageQuery(new URLSearchParams("a&".repeat(2_000)))).toEqual({ fault });
  });

  test("of a history names exactly one stream", () => {
    const history = (query: string) => parseHistoryQuery(new URLSearchParams(query));
    expect(history(`stream=a/b&at=${NOON}`)).toEqual({
      stream: { account: "a", name: "b" },
      moments: [NOON],
    });
    expect(history(`at=${NOON}`)).toHaveProperty("fault");
    expect(history(`stream=a/b&stream=a/c&at=${NOON}`)).toHaveProperty("fault");
  });
});

describe("a query of coverage", () => {
  const coverage = (query: string) => parseCoverageQuery(new URLSearchParams(query));
  const day = `from=${NOON}&to=${NOON + 24 * HOUR}`;

  test("names a stream or a part of it, and a stretch", () => {
    const stream = { account: "a", name: "b" };
    const stretch = [NOON, NOON + 24 * HOUR];
    expect(coverage(`stream=a/b&${day}`)).toEqual({ stream, source: null, feed: null, stretch });
    expect(coverage(`stream=a/b&source=left&${day}`)).toMatchObject({ source: "left", feed: null });
    expect(coverage(`stream=a/b&feed=f&${day}`)).toMatchObject({ source: null, feed: "f" });
  });

  test.each([
    [day, "stream"],
    [`stream=a/b&from=${NOON}&to=${NOON}`, "from"],
    [`stream=a/b&from=${NOON + 1}&to=${NOON + HOUR}`, "from"],
    [`stream=a/b&from=${NOON}&to=${NOON + 32 * 24 * HOUR}`, "from"],
    [`stream=a/b&from=${NOON + 30_000}&to=${NOON + 30_000 + 48 * HOUR}`, "from"],
    [`stream=a/b&source=left&feed=f&${day}`, "feed"],
    [`stream=a/b&feed=f%20f&${day}`, "feed"],
    [`stream=a/b&source=%00&${day}`, "source"],
  ])("is refused with the reason when it is %s", (query, culprit) => {
    expect(coverage(query)).toEqual({ fault: expect.stringContaining(culprit) as unknown });
  });
});

test("any query gives a bounded result", () => {
  const api = fc.array(
    fc.tuple(
      fc.oneof(fc.constantFrom("stream", "at", "step", "count", "from", "to", "source", "feed"), fc.string()),
      fc.oneof(
        fc.constantFrom("a/b", "1", "48", `${NOON}`, `${NOON + HOUR}`, "9".repeat(15_000)),
        fc.string({ maxLength: 2_000 }),
      ),
    ),
    { maxLength: 60 },
  );
  const parsers = [parsePastQuery, parseHistoryQuery, parseCoverageQuery, parseHoursQuery];
  fc.assert(
    fc.property(
      fc.oneof(
        parameters,
        api.map((pairs) => new URLSearchParams(pairs)),
      ),
      (query) => {
        for (const parseQuery of parsers) {
          const parsed = parseQuery(query);
          if ("fault" in parsed) expect(parsed.fault.length).toBeLessThanOrEqual(200);
          else expect(JSON.stringify(parsed).length).toBeLessThan(50_000);
        }
      },
    ),
  );
});

test("what a page asks for is read as it was written", () => {
  const part = fc.oneof(
    fc.constant(ALL),
    source.filter((text) => text !== "" && isSource(text)).map((text) => ({ source: text, feed: null })),
    feed.map((text) => ({ source: null, feed: text })),
  );
  fc.assert(
    fc.property(stream, part, fc.nat(400_000), fc.nat(47), (of, selection, hours, more) => {
      const at = NOON + hours * HOUR;
      const query = (rest: string) =>
        new URLSearchParams(`${toStreamQuery(streamId(of), selection)}&${rest}`);
      const stretch = [at, at + 24 * HOUR];
      expect(parseCoverageQuery(query(`from=${at}&to=${stretch[1]}`))).toEqual({
        stream: of,
        ...selection,
        stretch,
      });
      const moments = Array.from({ length: 1 + more }, (_, place) => at + place * 60_000);
      const streams = new URLSearchParams({
        stream: streamId(of),
        at: `${at}`,
        step: "60",
        count: `${1 + more}`,
      });
      expect(parseHistoryQuery(streams)).toEqual({ stream: of, moments });
      expect(parsePastQuery(streams)).toEqual({ streams: [of], moments });
    }),
  );
});

test("a fault does not repeat a long name", () => {
  expect(parse(`at=${NOON}&${"x".repeat(15_000)}=1`)).toHaveProperty("fault.length", 200);
});

test("a query of faulty hours has full hours, at most 31 days of them", () => {
  const hours = (from: number, to: number) =>
    parseHoursQuery(new URLSearchParams({ from: `${from}`, to: `${to}` }));
  expect(hours(NOON, NOON + HOUR)).toEqual({ stretch: [NOON, NOON + HOUR] });
  expect(hours(NOON + 1, NOON + HOUR + 1)).toHaveProperty("fault");
  expect(hours(NOON, NOON + 745 * HOUR)).toHaveProperty("fault");
  expect(hours(NOON, NOON)).toHaveProperty("fault");
});
