import type { ListObjectsV2CommandInput } from "@aws-sdk/client-s3";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFactLister } from "#lib/store/fact-lister.ts";
import { factKey, type Fact } from "#lib/store/keys.ts";

const PAGE = 10;
const TIME = 1_764_000_000_000;
const ARRIVED = new Date(TIME);
const signal = new AbortController().signal;

const keyOf = (feed: number, fact: Fact) =>
  factKey({ stream: { account: "acc", name: `camera ${feed % 7}` }, feed: `feed-${feed}`, fact });
const frame = (time: number): Fact => ({ kind: "frame", time: TIME + time, width: 1, height: 1, flags: [] });

/** LIST as S3 does it, on keys that may change between any two requests. */
function bucket() {
  const keys = new Set<string>();
  const requests: string[] = [];
  function listPage(request: Omit<ListObjectsV2CommandInput, "Bucket">) {
    const { Prefix = "", StartAfter = "", ContinuationToken = "", MaxKeys = 1_000 } = request;
    requests.push(ContinuationToken || StartAfter);
    const after = ContinuationToken > StartAfter ? ContinuationToken : StartAfter;
    const all = [...keys].sort().filter((key) => key.startsWith(Prefix) && key > after);
    const page = all.slice(0, MaxKeys);
    const IsTruncated = all.length > page.length;
    return Promise.resolve({
      $metadata: {},
      Contents: page.map((Key) => ({ Key, LastModified: ARRIVED })),
      IsTruncated,
      ...(IsTruncated ? { NextContinuationToken: page.at(-1) ?? "" } : {}),
    });
  }
  return { keys, requests, listPage };
}

describe("all facts", () => {
  test("are listed once each, whatever came and went since the last time", async () => {
    const facts = fc.uniqueArray(fc.tuple(fc.nat(60), fc.nat(3)), { maxLength: 120, selector: String });
    await fc.assert(
      fc.asyncProperty(fc.array(facts, { minLength: 2, maxLength: 4 }), async (moments) => {
        const { keys, listPage } = bucket();
        const list = createFactLister(listPage, PAGE);
        for (const moment of moments) {
          keys.clear();
          for (const [feed, time] of moment) keys.add(keyOf(feed, frame(time)));
          expect((await list("all", signal)).map(({ key }) => key)).toEqual([...keys].sort());
        }
      }),
    );
  });

  test("are asked for in ranges at once where there were many, and page by page before that is known", async () => {
    const { keys, requests, listPage } = bucket();
    for (let feed = 0; feed < 45; feed++) keys.add(keyOf(feed, frame(0)));
    let under = 0;
    let most = 0;
    const list = createFactLister(async (request) => {
      most = Math.max(most, ++under);
      await Promise.resolve();
      const page = await listPage(request);
      under -= 1;
      return page;
    }, PAGE);
    await list("all", signal);
    expect([requests.length, most]).toEqual([5, 1]);
    requests.length = 0;
    expect(await list("all", signal)).toHaveLength(45);
    expect([requests.length, most]).toEqual([5, 5]);
  });

  test("come in the end, though no try has the time for all pages one after the other: the next goes on from there", async () => {
    const { keys, listPage } = bucket();
    for (let feed = 0; feed < 95; feed++) keys.add(keyOf(feed, frame(0)));
    let clock = 0;
    const list = createFactLister(async (request) => {
      const begun = clock;
      await new Promise((resolve) => setImmediate(resolve));
      // What is asked for at once comes at once.
      clock = begun + 1;
      if (clock > 4) throw new Error("out of time");
      return listPage(request);
    }, PAGE);
    const tries: number[] = [];
    for (let n = 0; n < 4; n++) {
      clock = 0;
      tries.push(
        await list("all", signal).then(
          ({ length }) => length,
          () => 0,
        ),
      );
    }
    expect(tries).toEqual([0, 0, 95, 95]);
  });

  test("always show a feed whose newer fact is put before its older one is deleted, whenever each page is read", async () => {
    const { keys, listPage } = bucket();
    for (let feed = 0; feed < 45; feed++) keys.add(keyOf(feed, frame(0)));
    let beat = 0;
    /** Each feed has a new frame between any two requests. */
    function advance() {
      beat += 1;
      for (let feed = 0; feed < 45; feed++) {
        keys.add(keyOf(feed, frame(beat)));
        keys.delete(keyOf(feed, frame(beat - 1)));
      }
    }
    // The ranges are read from the last to the first, with a frame between any two: the worst that may come.
    const waiting: (() => void)[] = [];
    const list = createFactLister(async (request) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return listPage(request);
    }, PAGE);
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    for (let time = 0; time < 5; time++) {
      const listing = list("all", signal);
      const isOver = listing.then(() => true);
      while (!(await Promise.race([isOver, turn().then(() => false)]))) {
        waiting.pop()?.();
        await turn();
        // Not behind the last: the next listing begins with what this one saw.
        if (waiting.length > 0) advance();
      }
      expect(new Set((await listing).map(({ feed }) => feed)).size).toBe(45);
    }
  });

  test("cut short without a way to go on are an error, not fewer", async () => {
    const list = createFactLister(() => Promise.resolve({ $metadata: {}, Contents: [], IsTruncated: true }));
    await expect(list("all", signal)).rejects.toMatchObject({ name: "StoreError" });
  });
});
